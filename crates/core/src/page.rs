//! Pages: for each name a finding may have, what it means, why it matters, an example, and the cure.

use crate::{Lang, Text};

/// The page of a check, as `lampiran explain` prints it.
///
/// Its text is Markdown: a heading in Indonesian, the same in English in italics, then what, why, a wrong table with the
/// finding it draws, a right table that draws none, and the cure. The tests read the tables out of it and run them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// The name of the finding, in kebab-case.
    pub name: &'static str,
    /// The page, in Markdown.
    pub text: &'static str,
}

impl Page {
    /// The page of this name.
    pub const fn new(name: &'static str, text: &'static str) -> Self {
        Self { name, text }
    }

    /// What the finding says, in a few words: the first two lines of the page.
    pub fn title(&self) -> Text {
        Text::new(self.title_in(Lang::Id), self.title_in(Lang::En))
    }

    fn title_in(&self, lang: Lang) -> &'static str {
        let mut lines = self.text.lines().filter(|line| !line.trim().is_empty());
        match lang {
            Lang::Id => lines.next().unwrap_or_default().trim_start_matches('#').trim(),
            Lang::En => lines.nth(1).unwrap_or_default().trim().trim_matches('*'),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_title_stands_in_the_first_two_lines() {
        let page = Page::new("x", "# Jumlah keliru\n\n*A wrong sum*\n\nTeks.\n");
        assert_eq!(page.title(), Text::new("Jumlah keliru", "A wrong sum"));
    }
}
