//! Rows and cells as nearly every program writes them, read straight from the bytes: `<c r="B12" s="4"><v>31</v></c>`.
//!
//! To the XML reader one such cell is five events, which took two thirds of the time of `lampiran check` (the benchmark
//! holds it against calamine). Here only what cannot be misunderstood is taken: whole elements in printable ASCII
//! without references. At anything else the XML reader goes on.

use super::cell::CellReader;
use super::row::RowHead;
use crate::grid::guard::Budget;
use crate::grid::{Refusal, Sheet};

impl CellReader<'_> {
    /// Reads the cells that lie ready inside a row as far as they are plain, and the rows behind it where `</row>` is
    /// sure to close it: `ready` follows its tag. Says how many bytes they were.
    pub(super) fn read_plain(
        &mut self,
        ready: &str,
        into_next: bool,
        sheet: &mut Sheet,
        budget: &mut Budget,
    ) -> Result<usize, Refusal> {
        let mut rest = ready;
        loop {
            let element = rest.trim_ascii_start();
            let after = if let Some(inside) = element.strip_prefix("<c") {
                self.plain_cell(inside, sheet, budget)?
            } else {
                let end = element.strip_prefix("</row>").filter(|_| into_next);
                end.map_or(Ok(None), |after| self.plain_row(after, sheet, budget))?
            };
            match after {
                Some(after) => rest = after,
                None => return Ok(ready.len() - rest.len()),
            }
        }
    }

    /// Reads a cell from behind its name; gives what follows it.
    fn plain_cell<'b>(
        &mut self,
        mut rest: &'b str,
        sheet: &mut Sheet,
        budget: &mut Budget,
    ) -> Result<Option<&'b str>, Refusal> {
        let mut head = self.expected();
        while let Some((name, value, after)) = cell_attribute(rest) {
            self.tell(&mut head, name, value);
            rest = after;
        }
        if let Some(after) = rest.strip_prefix("/>") {
            self.place(head);
            return Ok(Some(after));
        }
        let Some((value, after)) = rest.strip_prefix("><v>").and_then(|rest| until(rest, b'<')) else {
            return Ok(None);
        };
        let Some(after) = after.strip_prefix("/v></c>") else { return Ok(None) };
        let head = self.place(head);
        self.put_value(head, value, sheet, budget)?;
        Ok(Some(after))
    }

    /// Goes from behind the end of a row into the next one. One is closed and one of the same name opened, so the XML
    /// reader still knows where it is.
    fn plain_row<'b>(
        &mut self,
        rest: &'b str,
        sheet: &mut Sheet,
        budget: &mut Budget,
    ) -> Result<Option<&'b str>, Refusal> {
        let Some(mut rest) = rest.trim_ascii_start().strip_prefix("<row") else { return Ok(None) };
        let mut head = RowHead::default();
        while let Some((name, value, after)) = attribute(rest) {
            head.tell(name, value);
            rest = after;
        }
        let Some(after) = rest.strip_prefix(">") else { return Ok(None) };
        self.open_row(head, sheet, budget)?;
        Ok(Some(after))
    }
}

/// Name and value of an attribute, one space before it, and what follows.
fn attribute(text: &str) -> Option<(&str, &str, &str)> {
    let (name, rest) = text.strip_prefix(' ')?.split_once('=')?;
    let (value, rest) = until(rest.strip_prefix('"')?, b'"')?;
    name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b':').then_some((name, value, rest))
}

/// The same of an attribute that a cell may have.
fn cell_attribute(text: &str) -> Option<(&'static str, &str, &str)> {
    let fronts = [("r", " r=\""), ("s", " s=\""), ("t", " t=\"")];
    let (name, rest) = fronts.into_iter().find_map(|(name, front)| Some((name, text.strip_prefix(front)?)))?;
    until(rest, b'"').map(|(value, rest)| (name, value, rest))
}

/// Printable ASCII up to `end`, and what follows that.
fn until(text: &str, end: u8) -> Option<(&str, &str)> {
    let length =
        text.bytes().position(|byte| matches!(byte, b'"' | b'&' | b'<' | b'>') || !matches!(byte, b' '..=b'~'))?;
    let (plain, rest) = text.split_at_checked(length)?;
    Some((plain, rest.strip_prefix(char::from(end))?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_cannot_be_misunderstood_is_plain() {
        assert_eq!(attribute(" r=\"A1\" s=\"4\""), Some(("r", "A1", " s=\"4\"")));
        assert_eq!(until("12.5</v>", b'<'), Some(("12.5", "/v>")));
        for other in [" r='A1'", "  r=\"A1\"", " r =\"A1\"", " r=\"A&#49;\"", " r=\"A1", "/>", " r=\"é\"", ""] {
            assert_eq!(attribute(other), None, "{other}");
        }
        for other in ["1&#50;</v>", "1\r\n</v>", "é</v>", "12"] {
            assert_eq!(until(other, b'<'), None, "{other}");
        }
    }
}
