//! Numbers of records, each a type of its own so that none can be taken for another.

use rusqlite::types::{FromSql, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use serde::{Deserialize, Serialize};
use specta::Type;

macro_rules! id {
    ($name:ident, $noun:literal) => {
        #[doc = concat!("The number of a ", $noun, ".")]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Type)]
        pub struct $name(#[specta(type = u32)] pub(crate) i64);

        impl $name {
            /// The bare number, for messages.
            pub fn number(self) -> i64 {
                self.0
            }
        }

        impl ToSql for $name {
            fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
                Ok(self.0.into())
            }
        }

        impl FromSql for $name {
            fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
                value.as_i64().map($name)
            }
        }
    };
}

id!(ClientId, "client");
id!(PersonId, "person of a client's case");
id!(SessionId, "session, and of its note");
id!(HomeworkId, "homework task");
id!(HomeworkTemplateId, "homework template of the clinician's own");
id!(GoalId, "goal");
id!(GoalRatingId, "rating of a goal");
id!(FormulationId, "formulation: the words for one factor of a client");
id!(FormulationStateId, "earlier state of a formulation");
id!(MeasureId, "measure");
id!(GivenHandoutId, "handout given");
id!(TemplateId, "template of the clinician's own");
id!(SnippetId, "snippet");
id!(DraftId, "earlier state of a note");
id!(AddendumId, "addendum");
id!(AnnotationId, "annotation");
id!(OwnHandoutId, "handout of the clinician's own");
id!(OwnHandoutStateId, "earlier state of a handout of the clinician's own");
id!(OwnArticleId, "article of the clinician's own");
id!(OwnMaterialId, "piece of material cut from an article");

/// Lets a type with one word per value (`word`, `FromStr`) stand in a column as that word.
macro_rules! word_column {
    ($name:ty) => {
        impl rusqlite::types::ToSql for $name {
            fn to_sql(&self) -> rusqlite::Result<rusqlite::types::ToSqlOutput<'_>> {
                Ok(self.word().into())
            }
        }

        impl rusqlite::types::FromSql for $name {
            fn column_result(value: rusqlite::types::ValueRef<'_>) -> rusqlite::types::FromSqlResult<Self> {
                value.as_str()?.parse().map_err(rusqlite::types::FromSqlError::other)
            }
        }
    };
}
pub(crate) use word_column;

/// A choice whose values stand in columns, and in what the window hears, as one word each.
macro_rules! choice {
    ($(#[$doc:meta])* $name:ident, $wrong:literal, $($(#[$about:meta])* $value:ident = $word:literal),+ $(,)?) => {
        $(#[$doc])*
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize, specta::Type,
        )]
        #[serde(rename_all = "camelCase")]
        pub enum $name {
            $($(#[$about])* $value),+
        }

        impl $name {
            /// All of them, in the order in which they are offered.
            pub const ALL: &'static [$name] = &[$($name::$value),+];

            pub(crate) const fn word(self) -> &'static str {
                match self {
                    $($name::$value => $word),+
                }
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::Error;
            fn from_str(word: &str) -> $crate::Result<Self> {
                $name::ALL.iter().copied().find(|one| one.word() == word).ok_or_else(|| $crate::Error::invalid($wrong))
            }
        }

        $crate::id::word_column!($name);
    };
}
pub(crate) use choice;
