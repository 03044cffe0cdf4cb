"""The fields of a form, of which an empty one may be drawn once."""

from django import forms

from quizzes.templatetags.fields import form_fields


class Alike(forms.Form):
    """A form that is the same for all."""

    is_same_for_all = True
    word = forms.CharField(label="Word")


class Own(Alike):
    """A form that is not."""

    is_same_for_all = False


class TestFormFields:
    def test_draws_an_empty_form_once(self):
        assert form_fields(Alike()) is form_fields(Alike())
        assert 'id="id_word"' in form_fields(Alike())

    def test_tells_ids_apart(self):
        assert 'id="other_word"' in form_fields(Alike(auto_id="other_%s"))

    def test_draws_what_somebody_typed_and_what_is_wrong(self):
        assert 'value="dance"' in form_fields(Alike({"word": "dance"}))
        assert "is-invalid" in form_fields(Alike({"word": ""}))

    def test_draws_what_is_put_in_from_the_start(self):
        assert 'value="dance"' in form_fields(Alike(initial={"word": "dance"}))

    def test_draws_other_forms_each_time(self):
        assert form_fields(Own()) is not form_fields(Own())
