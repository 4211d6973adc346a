//! A table of text with a delimiter (CSV): its rows, and which of them cannot be read.
//!
//! Readers that forgive everything swallow half a file behind one stray quotation mark without a word. This one takes a
//! quotation mark for the beginning of a quoted cell only where the cell begins, wants it closed before a delimiter or the
//! end of the line, and where it is not, names the row and goes on with the next line.

/// What can stand between cells, the likeliest first.
const DELIMITERS: [char; 3] = [',', ';', '\t'];
/// So many lines tell which delimiter it is.
const LOOKED_AT: usize = 20;

/// A row, by its number in a spreadsheet: the first is 1, and rows without any letter count too.
pub(super) struct Row {
    pub(super) number: u32,
    /// The cells, or why they cannot be read.
    pub(super) cells: Result<Vec<String>, String>,
}

/// Where Excel said by itself which delimiter it wrote: `sep=;` in a line of its own, which is no row of its spreadsheet.
fn told_delimiter(text: &str) -> Option<(char, &str)> {
    let (line, rest) = text.split_once('\n').unwrap_or((text, ""));
    let told = line.trim_end_matches('\r').trim_matches('"');
    let mark = told.get(..4).filter(|start| start.eq_ignore_ascii_case("sep=")).and(told.get(4..))?;
    let delimiter = DELIMITERS.into_iter().find(|one| mark == one.to_string())?;
    Some((delimiter, rest))
}

/// The delimiter that cuts the first lines most evenly into the most cells.
pub(super) fn delimiter_of(text: &str) -> char {
    if let Some((told, _)) = told_delimiter(text) {
        return told;
    }
    let score = |delimiter: &char| {
        let rows: Vec<_> = Rows { rest: text, line: 1, number: 0, delimiter: *delimiter }.take(LOOKED_AT).collect();
        let first = rows.first().and_then(|row| row.cells.as_ref().ok()).map_or(0, Vec::len);
        let even = rows.iter().filter(|row| row.cells.as_ref().is_ok_and(|cells| cells.len() == first)).count();
        if first < 2 { (0, 0) } else { (even, first) }
    };
    // The first of equals wins, so the order of the list counts.
    let best = DELIMITERS.iter().rev().max_by_key(|delimiter| score(delimiter));
    best.copied().unwrap_or(DELIMITERS[0])
}

/// All rows that have anything in them.
pub(super) fn rows(text: &str, delimiter: char) -> Vec<Row> {
    let blank = |row: &Row| row.cells.as_ref().is_ok_and(|cells| cells.iter().all(|cell| cell.trim().is_empty()));
    let (rest, line) = told_delimiter(text).map_or((text, 1), |(_, rest)| (rest, 2));
    Rows { rest, line, number: 0, delimiter }.filter(|row| !blank(row)).collect()
}

struct Rows<'a> {
    rest: &'a str,
    /// The line on which the rest begins.
    line: usize,
    number: u32,
    delimiter: char,
}

impl Iterator for Rows<'_> {
    type Item = Row;

    fn next(&mut self) -> Option<Row> {
        if self.rest.is_empty() {
            return None;
        }
        self.number += 1;
        let (line, whole) = (self.line, self.rest);
        let cells = match self.row() {
            Ok(cells) => Ok(cells),
            Err(why) => {
                // What looks like the rest of the cell may be the rows that follow: they are read on their own.
                (self.rest, self.line) = (whole, line);
                self.cut_line();
                Err(format!("{why} (line {line} of the file)"))
            }
        };
        Some(Row { number: self.number, cells })
    }
}

impl Rows<'_> {
    fn row(&mut self) -> Result<Vec<String>, &'static str> {
        let mut cells = Vec::new();
        loop {
            let cell = match self.rest.strip_prefix('"') {
                Some(quoted) => self.quoted(quoted)?,
                None => self.plain(),
            };
            cells.push(cell);
            let Some(next) = self.rest.chars().next() else { return Ok(cells) };
            self.rest = &self.rest[next.len_utf8()..];
            if next != self.delimiter {
                self.end_line(next);
                return Ok(cells);
            }
        }
    }

    /// Everything up to the next delimiter or line break.
    fn plain(&mut self) -> String {
        let end = self.rest.find([self.delimiter, '\n', '\r']).unwrap_or(self.rest.len());
        let (cell, rest) = self.rest.split_at(end);
        self.rest = rest;
        cell.into()
    }

    /// A cell whose opening quotation mark is behind; two marks in it stand for one.
    fn quoted(&mut self, inside: &str) -> Result<String, &'static str> {
        let mut cell = String::new();
        let mut from = 0;
        loop {
            let Some(mark) = inside[from..].find('"').map(|at| from + at) else {
                return Err("A quotation mark is opened and never closed");
            };
            cell.push_str(&inside[from..mark]);
            let after = &inside[mark + 1..];
            if after.starts_with('"') {
                cell.push('"');
                from = mark + 2;
                continue;
            }
            if !(after.is_empty() || after.starts_with([self.delimiter, '\n', '\r'])) {
                return Err("A quotation mark is closed in the middle of a cell");
            }
            self.line += cell.matches('\n').count();
            // The slice of `rest` that `after` is.
            self.rest = &self.rest[self.rest.len() - after.len()..];
            return Ok(cell);
        }
    }

    fn end_line(&mut self, mark: char) {
        if mark == '\r' {
            self.rest = self.rest.strip_prefix('\n').unwrap_or(self.rest);
        }
        self.line += 1;
    }

    fn cut_line(&mut self) {
        let end = self.rest.find(['\n', '\r']).unwrap_or(self.rest.len());
        let mut after = self.rest[end..].chars();
        let mark = after.next();
        self.rest = after.as_str();
        self.end_line(mark.unwrap_or('\n'));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(u32, Result<Vec<String>, String>)> {
        rows(text, delimiter_of(text)).into_iter().map(|row| (row.number, row.cells)).collect()
    }

    fn cells(text: &str) -> Vec<Vec<String>> {
        read(text).into_iter().filter_map(|(_, cells)| cells.ok()).collect()
    }

    // What other programs write must come back cell for cell.
    #[test]
    fn quoted_cells_hold_delimiters_marks_and_line_breaks() {
        assert_eq!(cells("a,\"b, \"\"c\"\"\",\"d\r\ne\"\r\n"), [["a", "b, \"c\"", "d\r\ne"]]);
        assert_eq!(cells("name;born\n5'11\" tall;x\n")[1], ["5'11\" tall", "x"]);
        assert_eq!(cells("a\tb\n1,5\t2\n"), [["a", "b"], ["1,5", "2"]]);
    }

    // One stray mark must cost one row, named, and never the rest of the file.
    #[test]
    fn a_broken_quotation_mark_costs_its_row_only() {
        let found = read("name,born\n\"Ada,1980\nBo,1981\n\"Cleo\",1982\n\"Da\"ra,1983\n\"Edwin,1984\n");
        let good: Vec<u32> = found.iter().filter(|(_, cells)| cells.is_ok()).map(|(number, _)| *number).collect();
        assert_eq!(good, [1, 3, 4]);
        assert!(found[1].1.as_ref().is_err_and(|why| why.contains("line 2")), "{found:?}");
        assert!(found[5].1.as_ref().is_err_and(|why| why.contains("never closed")), "{found:?}");
    }

    // Rows are numbered as the clinician's spreadsheet numbers them.
    #[test]
    fn empty_rows_count_and_are_no_rows() {
        assert_eq!(read("a,b\n\n,,\nc,d").iter().map(|(number, _)| *number).collect::<Vec<_>>(), [1, 4]);
    }
}
