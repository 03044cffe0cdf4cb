"""What was found, as the table that CONTRIBUTING has."""

from quizzes.engine.progress import levels
from tests.load.mastery.methods import METHODS
from tests.load.mastery.validation import AFTER, Findings


def table(findings: Findings) -> str:
    """Return all of it in Markdown."""
    lines = ["| log loss after | " + " | ".join(f"{n} answers" for n in AFTER) + " |"]
    lines.append("|---|" + "---|" * len(AFTER))
    for name, losses in [*findings.losses.items(), ("Mean", findings.mean)]:
        for method in METHODS:
            cells = " | ".join(f"{loss:.4f}" for loss in losses[method])
            lines.append(f"| {name}: {method} | {cells} |")
    lines += ["", "| predicted | " + " | ".join(f"{n / 10:.1f}+" for n in range(10)) + " |"]
    lines.append("|---|" + "---|" * 10)
    for name, tenths in [*findings.tenths.items(), ("All", findings.all_tenths)]:
        askew = tenths.askew()
        cells = " | ".join(
            f"{100 * askew[n]:+.1f}" if n in askew else f"({tenths.count[n]})" for n in range(10)
        )
        lines.append(f"| {name} | {cells} |")
    lines += ["", "| told | times | next answer right |", "|---|---|---|"]
    for word in levels.Level:
        count, right = findings.words.get(word, (0, 0))
        lines.append(f"| {word} | {count} | {f'{100 * right / count:.0f} %' if count else '-'} |")
    lines += [
        "",
        f"Four rounds of practice with the same ten questions move it by {findings.repeated:.4f}.",
    ]
    return "\n".join(lines)
