//! What an entry of the log speaks of: a kind of record and its number.

use serde::Serialize;

use crate::{
    AddendumId, AnnotationId, ClientId, FormulationId, GivenHandoutId, GoalId, HomeworkId, HomeworkTemplateId,
    MeasureId, OwnArticleId, OwnHandoutId, SessionId, SnippetId, TemplateId,
};

/// What it was done to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Record {
    /// The practice itself: its name.
    Practice,
    /// What was chosen for the practice.
    Settings,
    /// A client.
    Client(ClientId),
    /// A session.
    Session(SessionId),
    /// The note of a session.
    Note(SessionId),
    /// The process notes as a whole: opened, not opened.
    ProcessNotes,
    /// The process note of a session. The content is that of its fingerprint, and none of its words.
    ProcessNote(SessionId),
    /// A homework task, with the looks at it.
    Homework(HomeworkId),
    /// All homework of a client, taken out on paper. Changes are changes of its tasks.
    HomeworkHistory(ClientId),
    /// A homework template of the clinician's own.
    HomeworkTemplate(HomeworkTemplateId),
    /// A client's goal, with its ratings.
    Goal(GoalId),
    /// The clinician's own words for a factor of a client, with their earlier states.
    Formulation(FormulationId),
    /// What was chosen of a client's formulation, taken out on paper.
    FormulationSummary(ClientId),
    /// A filled form, a mark on a scale or a score, with how it was before it was corrected.
    Measure(MeasureId),
    /// An empty form for a client, taken out on paper.
    MeasureForm(ClientId),
    /// A handout given to a client.
    Handout(GivenHandoutId),
    /// A template of the clinician's own.
    Template(TemplateId),
    /// A snippet.
    Snippet(SnippetId),
    /// What was written after a note was signed.
    Addendum(AddendumId),
    /// A tag put on words of a signed note.
    Annotation(AnnotationId),
    /// What stands at the head and the foot of printed handouts.
    Letterhead,
    /// A handout of the clinician's own.
    OwnHandout(OwnHandoutId),
    /// An article of the clinician's own, with the material cut from it.
    OwnArticle(OwnArticleId),
    /// A client's whole record, given to the client.
    ClientRecord(ClientId),
    /// The list of contacts for a clinical will.
    Contacts,
    /// An open archive of the whole practice. The content is the SHA-256 of its `archive.json`.
    Archive,
    /// The passphrase, in that generation of the vault file. The content is the vault file's own SHA-256.
    Passphrase(i64),
    /// The recovery code, likewise.
    RecoveryCode(i64),
    /// The data key, likewise.
    DataKey(i64),
}

impl Record {
    pub(crate) const fn parts(self) -> (&'static str, i64) {
        match self {
            Record::Practice => ("practice", 1),
            Record::Settings => ("settings", 1),
            Record::Client(id) => ("client", id.0),
            Record::Session(id) => ("session", id.0),
            Record::Note(id) => ("note", id.0),
            Record::ProcessNotes => ("processNotes", 1),
            Record::ProcessNote(id) => ("processNote", id.0),
            Record::Homework(id) => ("homework", id.0),
            Record::HomeworkHistory(id) => ("homeworkHistory", id.0),
            Record::HomeworkTemplate(id) => ("homeworkTemplate", id.0),
            Record::Goal(id) => ("goal", id.0),
            Record::Formulation(id) => ("formulation", id.0),
            Record::FormulationSummary(id) => ("formulationSummary", id.0),
            Record::Measure(id) => ("measure", id.0),
            Record::MeasureForm(id) => ("measureForm", id.0),
            Record::Handout(id) => ("handout", id.0),
            Record::Template(id) => ("template", id.0),
            Record::Snippet(id) => ("snippet", id.0),
            Record::Addendum(id) => ("addendum", id.0),
            Record::Annotation(id) => ("annotation", id.0),
            Record::Letterhead => ("letterhead", 1),
            Record::OwnHandout(id) => ("ownHandout", id.0),
            Record::OwnArticle(id) => ("ownArticle", id.0),
            Record::ClientRecord(id) => ("clientRecord", id.0),
            Record::Contacts => ("contacts", 1),
            Record::Archive => ("archive", 1),
            Record::Passphrase(generation) => ("passphrase", generation),
            Record::RecoveryCode(generation) => ("recoveryCode", generation),
            Record::DataKey(generation) => ("dataKey", generation),
        }
    }
}
