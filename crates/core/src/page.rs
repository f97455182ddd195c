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

    /// The page as it is read in a language: in English its summary comes first.
    pub fn in_language(&self, lang: Lang) -> String {
        let Some((page, english)) = self.text.split_once("\n## In English\n").filter(|_| lang == Lang::En) else {
            return self.text.to_owned();
        };
        let page = page.replacen(&format!("*{}*\n\n", self.title_in(Lang::En)), "", 1);
        format!(
            "# {}\n\n{}\n\n## In Indonesian\n\n{}",
            self.title_in(Lang::En),
            english.trim(),
            page.trim_start_matches("# ")
        )
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

    #[test]
    fn english_comes_first_where_it_is_asked_for() {
        let text = "# Jumlah keliru\n\n*A wrong sum*\n\nTeks.\n\n## In English\n\nText.\n";
        let page = Page::new("x", text);
        assert_eq!(page.in_language(Lang::Id), text);
        let english = "# A wrong sum\n\nText.\n\n## In Indonesian\n\nJumlah keliru\n\nTeks.\n";
        assert_eq!(page.in_language(Lang::En), english);
    }
}
