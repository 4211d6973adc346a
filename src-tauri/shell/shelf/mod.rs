//! The handout shelf: the library's handouts and material beside the clinician's own, joined, composed and measured.

pub mod card;
pub mod compose;
pub mod composition;
pub mod formulation;
pub mod history;
pub mod letterhead;
pub mod measure_form;
pub mod own_item;
pub mod own_text;
pub mod partner;
pub mod placeholder;
pub mod reading;
pub mod safety;
pub mod sheet_view;
pub mod slip;
pub mod suggestion;
pub mod ways;
pub mod wish;
