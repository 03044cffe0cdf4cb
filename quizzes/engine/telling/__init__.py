"""What people are told of: sentences, moments, the texts of mails."""
