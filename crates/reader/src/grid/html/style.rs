//! The little of a page's style that says something about its figures: number formats, and what is hidden.

use std::collections::BTreeMap;

use crate::grid::Format;
use crate::grid::format::named;

/// Number formats by the class that carries them (`.xl65`), or by the tag for all cells (`td`).
#[derive(Default)]
pub(super) struct Styles(BTreeMap<String, Format>);

impl Styles {
    /// Takes in the rules of a `<style>` element.
    pub(super) fn read(&mut self, css: &str) {
        for rule in css.split('}') {
            let Some((selectors, rules)) = rule.split_once('{') else { continue };
            let Some(format) = number_format(rules) else { continue };
            for selector in selectors.split(',') {
                let name = selector.trim().rsplit(['.', ' ']).next().unwrap_or_default();
                self.0.insert(name.to_ascii_lowercase(), format);
            }
        }
    }

    /// The format of a cell by its own style, else its class, else its tag.
    pub(super) fn format(&self, own: &str, class: &str, tag: &str) -> Format {
        let by_name = |name: &str| self.0.get(&name.to_ascii_lowercase()).copied();
        number_format(own).or_else(|| by_name(class)).or_else(|| by_name(tag)).unwrap_or_default()
    }
}

/// Whether a style hides what carries it.
pub(super) fn hides(style: &str) -> bool {
    let plain: String = style.chars().filter(|c| !c.is_whitespace()).collect();
    plain.to_ascii_lowercase().contains("display:none")
}

fn number_format(rules: &str) -> Option<Format> {
    let value = rules.split_once("mso-number-format")?.1.trim_start().strip_prefix(':')?.trim_start();
    let code = match value.strip_prefix(['"', '\'']) {
        Some(quoted) => unescape(quoted, &['"', '\'']),
        None => unescape(value, &[';', '}']),
    };
    Some(named(code.trim()))
}

/// A value of CSS up to its end, with `\` and up to four digits of a code, or a single character, in their places.
fn unescape(value: &str, ends: &[char]) -> String {
    let mut plain = String::new();
    let mut chars = value.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' => {
                let mut code = String::new();
                while let Some(digit) = chars.next_if(|c| code.len() < 4 && c.is_ascii_hexdigit()) {
                    code.push(digit);
                }
                // `\0` and `\.` are a character each; only four digits are a code here, as Excel writes them.
                match u32::from_str_radix(&code, 16).ok().filter(|_| code.len() == 4).and_then(char::from_u32) {
                    Some(c) => plain.push(c),
                    None if code.is_empty() => plain.extend(chars.next()),
                    None => plain.push_str(&code),
                }
            }
            c if ends.contains(&c) => break,
            c => plain.push(c),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grid::Shown;

    #[test]
    fn formats_are_found_by_class() {
        let mut styles = Styles::default();
        styles.read(
            "td {color:black; mso-number-format:General}\n.xl65 {mso-number-format:Percent;}\n\
             .xl66 {mso-number-format:\"_\\(* \\#\\,\\#\\#0_\\)\\;_\\(* \\\\\\(\\#\\,\\#\\#0\\\\\\)\\;_\\(* \\0022-\\0022_\\)\\;_\\(\\@_\\)\";}",
        );
        assert_eq!(styles.format("", "xl65", "td").shown, Shown::Percent);
        let accounting = Format { decimals: Some(0), zero_as_dash: true, ..Format::default() };
        assert_eq!(styles.format("", "xl66", "td"), accounting);
        assert_eq!(styles.format("", "xl99", "td"), Format::default());
        assert_eq!(styles.format("mso-number-format:'\\@'", "xl65", "td").shown, Shown::Text);
    }

    #[test]
    fn what_is_not_displayed_is_hidden() {
        assert!(hides("height:0; Display: none"));
        assert!(!hides("display:table-row"));
    }
}
