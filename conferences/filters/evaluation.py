"""What the list of questionnaires can be narrowed by."""

from conferences.filters.edition import edition_filter
from conferences.models import Questionnaire
from core.filters import RecordFilters


class QuestionnaireFilters(RecordFilters):
    edition = edition_filter()

    class Meta:
        model = Questionnaire
        fields = ("audience", "moment")
