"""The records of conferences as the portal brings them: European, national and other editions, bids."""

from collections import Counter
from pathlib import Path

from conferences.demo import programme, proposal
from conferences.demo.evaluation import load_answers
from conferences.demo.prize import ask_for_release_files, load_belgian_release
from conferences.models import (
    Alternative,
    AlternativeCost,
    AlternativeStep,
    Assessor,
    Attendance,
    Bid,
    BidCall,
    BidCallReport,
    BidContent,
    BidCriterion,
    BidStep,
    Case,
    CaseCall,
    CaseCallTerms,
    CaseComment,
    CaseCriterion,
    CaseFriend,
    CaseMilestone,
    CaseRelease,
    CaseReview,
    CaseReviewer,
    CaseScore,
    CaseStep,
    CaseSubTheme,
    Edition,
    EditionCost,
    EditionDocument,
    EditionFigure,
    EditionFrame,
    EditionPartner,
    EditionSchedule,
    Evaluation,
    FinancingLine,
    Finding,
    Hall,
    HostSearchReport,
    JuryMember,
    Laureate,
    LaureateStep,
    Nominee,
    PartPlace,
    PartText,
    PressNote,
    Prize,
    Questionnaire,
    QuestionnaireStep,
    Report,
    ReportedResult,
    ReportPart,
    ReportParticipant,
    ReportStep,
    Session,
    SessionContributor,
    SessionPerson,
)
from core.demo import Files
from network.demo import KEYS as NETWORK_KEYS
from network.models import Person

KEYS = NETWORK_KEYS | {
    Alternative: ("topic", "title__en"),
    AlternativeCost: ("alternative", "place"),
    AlternativeStep: ("alternative", "state", "known_on"),
    Assessor: ("call", "person"),
    Attendance: ("edition", "known_on"),
    Bid: ("edition", "country"),
    BidCall: ("edition",),
    BidCallReport: ("call", "known_on"),
    BidContent: ("bid", "number"),
    BidCriterion: ("call", "place"),
    BidStep: ("bid", "state", "known_on"),
    Case: ("call", "country", "title__en"),
    CaseCall: ("edition",),
    CaseComment: ("case", "friend"),
    CaseCallTerms: ("call", "known_on"),
    CaseCriterion: ("call", "place"),
    CaseFriend: ("case", "stage", "known_on"),
    CaseMilestone: ("call", "due_on"),
    CaseRelease: ("call",),
    CaseReview: ("reviewer",),
    CaseReviewer: ("case", "person"),
    CaseScore: ("review", "criterion"),
    CaseStep: ("case", "state", "known_on"),
    CaseSubTheme: ("call", "place"),
    Edition: ("code",),
    EditionCost: ("edition", "known_on"),
    EditionDocument: ("edition", "link"),
    EditionFigure: ("edition", "kind", "known_on"),
    EditionFrame: ("edition", "known_on"),
    EditionPartner: ("edition", "role", "country", "body", "known_on"),
    EditionSchedule: ("edition", "known_on"),
    Evaluation: ("edition", "known_on"),
    FinancingLine: ("content", "place"),
    Finding: ("edition", "subject", "area"),
    Hall: ("edition", "name"),
    HostSearchReport: ("edition", "body", "known_on"),
    Person: ("email",),
    JuryMember: ("edition", "prize", "organisation"),
    Laureate: ("prize", "nominee"),
    LaureateStep: ("laureate", "state", "known_on"),
    Nominee: ("edition", "organisation"),
    PressNote: ("edition", "known_on"),
    PartPlace: ("part", "known_on"),
    PartText: ("part", "language", "revision"),
    Prize: ("edition", "place"),
    Report: ("session",),
    ReportParticipant: ("report", "kind", "place"),
    ReportPart: ("report", "key"),
    ReportStep: ("report", "state", "known_on"),
    Questionnaire: ("edition", "audience", "moment"),
    QuestionnaireStep: ("questionnaire", "state", "known_on"),
    ReportedResult: ("edition", "audience", "question"),
    Session: ("edition", "code"),
    SessionContributor: ("session", "place"),
    SessionPerson: ("session", "role", "place"),
}


def load() -> Counter[str]:
    """Enter or mend the records; how many there are of each kind."""
    files = Files(Path(__file__).parent, KEYS)
    files.load(Edition, "european.toml")
    files.load(Edition, "belgian.toml")
    files.load(Edition, "africities.toml")
    files.load(BidCriterion, "assessment_criteria.toml")
    files.load(CaseCall, "case.toml")
    files.load(CaseFriend, "case_friend.toml")
    files.load(Report, "report.toml")
    files.load(Questionnaire, "evaluation.toml")
    files.load(ReportedResult, "reported_results.toml")
    papers = proposal.load(files)
    return papers + files.counts + programme.load(files.folder, KEYS) + load_belgian_release() + load_answers()


def load_with_people() -> Counter[str]:
    """The same for what people are named for and wrote: when there are people."""
    files = Files(Path(__file__).parent, KEYS)
    files.load(Assessor, "assessment_assessors.toml")
    files.load(CaseReviewer, "case_review.toml")
    files.load(CaseComment, "case_comment.toml")
    ask_for_release_files()
    proposal.ask_for_files()
    return files.counts
