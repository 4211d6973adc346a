//! The recovery code of a practice on paper.

use chrono::NaiveDate;

use crate::{Error, Paper, PrintedHandout, layout, print::bind};

/// What stands on the sheet.
#[derive(Clone, Copy)]
pub struct CodeSheet<'a> {
    /// The practice that the code opens.
    pub practice: &'a str,
    /// The groups of the code in order.
    pub groups: &'a [String],
    /// The day on which the code was made.
    pub made_on: NaiveDate,
    /// The paper.
    pub paper: Paper,
}

/// Prints the sheet: one page.
///
/// # Errors
/// [`Error::TooTall`] for a name that fills the page by itself.
pub fn print_code_sheet(sheet: &CodeSheet) -> Result<PrintedHandout, Error> {
    bind(&layout::code_sheet(sheet)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    // Half a code on a second page would be a code that is lost.
    #[test]
    fn the_sheet_is_one_page_on_either_paper() {
        let groups: Vec<String> = ["7K3QX", "WM0ZT", "4HJ8R", "PDN2V", "Y5C6B"].map(Into::into).into();
        let day = NaiveDate::from_ymd_opt(2026, 11, 21).expect("a day");
        for (paper, practice) in [(Paper::A4, "Harbour Street"), (Paper::Letter, &*"Harbour Street ".repeat(13))] {
            let printed =
                print_code_sheet(&CodeSheet { practice, groups: &groups, made_on: day, paper }).expect("it prints");
            if let Some(folder) = std::env::var_os("KEEP_SHEET") {
                let path = std::path::Path::new(&folder).join(format!("sheet-{}.pdf", paper.word()));
                std::fs::write(path, &printed.bytes).expect("it is kept");
            }
            assert_eq!(printed.pages, 1, "one page on {paper:?}");
        }
    }
}
