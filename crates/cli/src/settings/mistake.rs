//! What is wrong in a `lampiran.toml` that is not well formed, or holds a value of another kind, in words.

use lampiran_core::Text;

/// Words less alike than this are not what was meant.
const ALIKE: f64 = 0.75;
/// So many words that would do are named; more of them are in the schema.
const FEW: usize = 6;

/// What the TOML reader says, and what that means to whoever wrote the file. The first that occurs in it holds.
const SAID: [(&[&str], &str, &str); 12] = [
    (
        &["expected a Decimal"],
        "nilainya harus angka tanpa tanda kutip, misalnya 110",
        "the value must be a number without quotes, as in 110",
    ),
    (&["overflowed"], "angka ini terlalu besar", "this number is too large"),
    (
        &["wanted string or table", "expected a string"],
        "nilainya harus teks dalam tanda kutip",
        "the value must be text in quotes",
    ),
    (
        &["map, expected a sequence"],
        "judul bagian ini harus dalam dua kurung siku, misalnya [[indikator]]",
        "this section's title must stand in double brackets, as in [[indikator]]",
    ),
    (
        &["expected a sequence"],
        "nilainya harus daftar dalam kurung siku, misalnya [\"Pagu\"]",
        "the value must be a list in brackets, as in [\"Pagu\"]",
    ),
    (
        &["expected struct", "expected a map"],
        "ini sebuah bagian: tulis judulnya dalam kurung siku, lalu isinya di bawahnya",
        "this is a section: write its title in brackets, and what it holds below",
    ),
    (&["duplicate key"], "ini sudah ditulis di atasnya", "this was written above already"),
    (&["unclosed table"], "kurung siku belum ditutup", "a bracket is not closed"),
    (&["key with no value"], "tanda = sesudah kunci belum ada", "the = after the key is missing"),
    (
        &["must be quoted"],
        "nilai sesudah = belum ada atau keliru; teks ditulis dalam tanda kutip",
        "the value after = is missing or wrong; text is written in quotes",
    ),
    (
        &["unexpected key or value"],
        "ada yang berlebih sesudah nilainya; desimal ditulis dengan titik (99.5)",
        "there is something too much after the value; decimals are written with a point (99.5)",
    ),
    (&["string, expected `\"`"], "tanda kutip belum ditutup", "a quotation mark is not closed"),
];

/// A message of the TOML reader in both languages; the few it may have beside those above stay as they are.
pub fn explain(message: &str) -> Text {
    if let Some(text) = unknown(message).or_else(|| missing(message)) {
        return text;
    }
    match SAID.iter().find(|(said, ..)| said.iter().any(|said| message.contains(said))) {
        Some((_, id, en)) => Text::new(format!("{id}."), format!("{en}.")),
        None => Text::new(
            format!("tulisannya tidak mengikuti aturan TOML (\"{message}\")."),
            format!("this does not keep to the rules of TOML (\"{message}\")."),
        ),
    }
}

/// A word that has no meaning there, and the one most like it, else those that have.
fn unknown(message: &str) -> Option<Text> {
    let mut quoted = message.split('`').skip(1).step_by(2);
    let word = quoted.next().filter(|_| message.starts_with("unknown "))?;
    let known: Vec<_> = quoted.collect();
    let alike =
        known.iter().map(|known| (strsim::jaro_winkler(word, known), known)).filter(|(alike, _)| *alike >= ALIKE);
    let (id, en) = match alike.max_by(|a, b| a.0.total_cmp(&b.0)) {
        Some((_, near)) => (format!(" Maksudnya `{near}`?"), format!(" Did you mean `{near}`?")),
        None if (1..=FEW).contains(&known.len()) => {
            let all = known.join("`, `");
            (format!(" Yang dikenal: `{all}`."), format!(" Known are `{all}`."))
        }
        None => Default::default(),
    };
    Some(Text::new(format!("`{word}` tidak dikenal.{id}"), format!("`{word}` is not known.{en}")))
}

fn missing(message: &str) -> Option<Text> {
    let field = message.strip_prefix("missing field `")?.strip_suffix('`')?;
    Some(Text::new(format!("`{field}` belum ditulis di bagian ini."), format!("`{field}` is missing in this section.")))
}
