//! The records of one clinician: vault, clients, sessions, notes, homework, handouts given.
//!
//! A *practice* is a folder: `vault.json` (who may open it) and a copy of it, `practice.db` (SQLCipher),
//! `practice.head` (how far the audit chain goes), and `process.db` (process notes, under a key of their own).
//! This crate is the only home of SQL. It knows no window and no PDF, and never asks the clock:
//! whatever depends on time takes a [`Now`].

mod addendum;
mod agreement;
mod annotation;
mod archive;
mod audit;
mod backup;
mod backups;
mod check;
mod client;
mod client_kind;
mod client_row;
mod clients;
mod contacts;
mod content;
mod course;
mod cutting;
mod database;
mod desk;
mod details;
mod disk;
mod document;
mod draft;
mod emphasis;
mod error;
mod first_chain;
mod folder;
mod formulation;
mod gaps;
mod goal;
mod handout;
mod head;
mod homework;
mod id;
mod import;
mod inspect;
mod keys;
mod label;
mod late;
mod leaving;
mod letterhead;
mod log;
mod markup;
mod measure;
mod note;
mod opening;
mod outline;
mod overlay;
mod own_article;
mod own_handout;
mod own_handout_state;
mod own_material;
mod page_copy;
mod palette;
mod partner_safety;
mod passage;
mod person;
mod practice;
mod process;
mod purge;
mod record;
mod restore;
mod salvage;
mod sample;
mod search;
mod seed;
mod session;
mod settings;
mod signature;
mod snippet;
mod template;
mod theme;
mod tidy;
mod time;
mod tools;
mod transact;
mod trash;
mod tries;
mod unfinished;
pub mod vault;
mod walk;

pub use addendum::{Addendum, AddendumDraft};
pub use agreement::Agreement;
pub use annotation::Annotation;
pub use archive::{BACKUP_EXTENSION, BackupInfo, BackupKind};
pub use audit::{AuditEntry, Verb};
pub use backup::Snapshot;
pub use backups::{Automatic, BackupPlace, BackupState, Made, file_stem};
pub use check::{Finding, Progress};
pub use client::{Client, ClientDraft, ClientPage, EmergencyContact};
pub use client_kind::{ClientKind, ClientState};
pub use clients::ClientLine;
pub use course::SessionLine;
pub use cutting::{Cut, Paragraph, cut, cut_file};
pub use desk::{DaySession, DeskDay, DeskNote, DeskPage, DeskSession, DeskWeek, LastWords, RiskReview};
pub use details::{Attendance, Mode, SessionDraft};
pub use document::{Document, Extracted};
pub use draft::DraftState;
pub use error::{Alarm, Error, Result};
pub use folder::{Folder, backups_of};
pub use formulation::{
    CourseGoal, CourseRating, CourseStep, FactorWords, FactorWordsState, FormulationBoard, FormulationCell,
    FormulationCourse, PassagePage, PassageSource, TaggedPassage, TagsSince, WorkedTask,
};
pub use gaps::{BeforeSigning, Gap};
pub use goal::{Goal, GoalDraft, GoalRating, GoalState};
pub use handout::{GivenHandout, HandoutGift};
pub use homework::{
    BoardCounts, BoardFilter, BoardLine, BoardPage, BoardPlace, BoardState, FactorShare, Homework, HomeworkCourse,
    HomeworkDraft, HomeworkFigures, HomeworkHistory, HomeworkSums, HomeworkTemplate, HomeworkTemplateDraft, Idea,
    ImportedTemplates, LEAST, Measured, NextStep, Obstacle, ObstacleShare, Often, Outcome, Per, Quality, Rated,
    Reminder, Repeats, Review, ReviewDraft, Reviewed, STALE_AFTER_DAYS, SessionHomework, SessionSums, TaskPlan,
    TaskState, TemplateShare,
};
pub use id::{
    AddendumId, AnnotationId, ClientId, DraftId, FormulationId, FormulationStateId, GivenHandoutId, GoalId,
    GoalRatingId, HomeworkId, HomeworkTemplateId, MeasureId, OwnArticleId, OwnHandoutId, OwnHandoutStateId,
    OwnMaterialId, PersonId, SessionId, SnippetId, TemplateId,
};
pub use import::{
    DateOrder, ImportBadRow, ImportCheck, ImportChoice, ImportColumn, ImportField, ImportFile, ImportPreview,
    ImportSample, ImportTwin,
};
pub use late::{LATE_AFTER, Late, lateness};
pub use leaving::{
    ArchiveCard, ClientRecord, DescribeNote, Leaving, Left, RebuildPlan, Rebuilt, RecordWish, Redaction,
};
pub use letterhead::{LONGEST_LOGO, Letterhead, LetterheadDraft, Logo, LogoKind};
pub use log::{LogFilter, LogLine};
pub use measure::{ClientMeasures, EarlierMeasure, FilledBy, HarmAlert, Measure, MeasureDraft, MeasureSaid, Points};
pub use note::{Note, NoteBefore, Saved, Unreadable};
pub use opening::{Secret, Trust};
pub use outline::{OutlineBlock, Words};
pub use own_article::{OwnArticle, OwnArticleDraft};
pub use own_handout::{OwnHandout, OwnHandoutDraft};
pub use own_handout_state::OwnHandoutState;
pub use own_material::{ItemKind, OwnMaterial, OwnMaterialDraft};
pub use palette::{PaletteClient, PaletteFound, PaletteNote, PaletteTask, PaletteUse};
pub use partner_safety::PartnerSafety;
pub use passage::{Passage, TagCount};
pub use person::Person;
pub use practice::{Practice, PracticeCard};
pub use process::{ProcessNote, ProcessPage, ProcessState, StrangeProcessNote, Strangeness};
pub use record::Record;
pub use salvage::{Salvaged, SalvagedNoun};
pub use sample::{SAMPLE_PASSPHRASE, SampleClient};
pub use search::{FilterInUse, Fragment, HitPlace, NoteHit, NotesFound, Spot};
pub use seed::SeedSize;
pub use session::{Session, SessionPage};
pub use settings::Settings;
pub use signature::{Signature, SignedNote};
pub use snippet::{Snippet, SnippetDraft};
pub use template::{Template, TemplateDraft, Templates};
pub use time::TimeOfDay;
#[doc(hidden)]
pub use tools::rotate_backups;
pub use transact::Changed;
pub use trash::{Removable, Removal, TrashLine};
pub use unfinished::{UnfinishedKind, UnfinishedLine, UnfinishedWork};

/// The moment of a change with the clinician's own offset: the instant for records, the local day for sessions.
pub type Now = chrono::DateTime<chrono::FixedOffset>;
