//! The formulation: what a client's notes say under each factor and aspect, and what the clinician makes of it.
//!
//! The board gathers what stands elsewhere and holds nothing itself. Kept here are only the clinician's own words for each factor,
//! with their earlier states, and when she last looked.

mod board;
mod course;
mod look;
mod passages;
mod words;
mod worked;

pub use board::{FormulationBoard, FormulationCell, TagsSince};
pub use course::{CourseGoal, CourseRating, CourseStep, FormulationCourse};
pub use passages::{PassagePage, PassageSource, TaggedPassage};
pub(crate) use words::forget_client;
pub use words::{FactorWords, FactorWordsState};
pub use worked::WorkedTask;
