//! `avviso parse`: tags, lemmas and trees of a text, in CoNLL-U.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use avviso_syntax::conllu::{self, Column, Sentence};
use avviso_syntax::{Parser, Workspace};
use avviso_tables::Tables;
use avviso_text::{Canonical, Language, Languages, Recognised, Segmenter, Span};

use crate::args::{ParseArgs, ParseInput};
use crate::error::{Failure, Outcome, Result};
use crate::parallel::{in_order, threads};
use crate::progress::complain;
use crate::terminal::Terminal;

/// Words after which a piece of work goes to a thread: enough for sentences to be read side by side.
const PIECE: usize = 16 << 10;

/// Parses a file; memory does not grow with it, and the output has the input's order.
pub fn run(args: &ParseArgs, tables: &Tables, terminal: &mut Terminal) -> Result<Outcome> {
    let work = Work::load(args, tables)?;
    let origin = args.path.display().to_string();
    let input: Box<dyn Read + Send> = if origin == "-" {
        Box::new(std::io::stdin())
    } else {
        Box::new(
            std::fs::File::open(&args.path)
                .map_err(|error| Failure::new(format_args!("{origin}: {error}")))?,
        )
    };
    let input = BufReader::new(input);
    let threads = threads(args.threads);
    let (mut done, mut failed, mut number) = (0_u64, 0_u64, 0_usize);
    let mut take = |result: Result<Piece>| -> Result<()> {
        let piece = result?;
        for problem in &piece.problems {
            failed += 1;
            complain(&format!("avviso: {origin}:{problem}"));
        }
        let mut out = Vec::new();
        for mut sentence in piece.sentences {
            number += 1;
            done += 1;
            if args.input == ParseInput::Text {
                let before_text = sentence.comments.len().saturating_sub(1);
                sentence.comments.insert(before_text, format!("# sent_id = {number}"));
            }
            conllu::write(&sentence, &mut out)?;
        }
        terminal.text(&out)
    };
    match args.input {
        ParseInput::Text => {
            in_order(Lines::new(input, &origin), threads, |lines| work.lines(lines), &mut take)?;
        }
        ParseInput::Conllu => {
            let mut chunks = Chunks(conllu::sentences(input, &origin)).peekable();
            let parser = work.parser_for(chunks.peek().map_or(&[], Vec::as_slice), &origin)?;
            in_order(chunks, threads, |chunk| Work::sentences(parser, chunk), &mut take)?;
        }
    }
    Ok(Outcome::of(done, failed))
}

/// The parser of a file, which must be of the language if one is asked for.
pub fn parser_of_file(path: &Path, language: Option<Language>) -> Result<Parser> {
    let origin = path.display();
    let bytes = std::fs::read(path).map_err(|error| Failure::new(format_args!("{origin}: {error}")))?;
    let parser = Parser::of_bytes(&bytes, &origin.to_string())?;
    let own = parser.card().value("language").and_then(Language::new);
    match (own, language) {
        (Some(own), Some(asked)) if own != asked => {
            Err(Failure::new(format_args!("{origin}: is a model of {own}, not of {asked}")))
        }
        _ => Ok(parser),
    }
}

/// What all threads share.
struct Work {
    languages: Languages,
    segmenter: Segmenter,
    parsers: BTreeMap<Language, Parser>,
    /// The language of everything, if it was said.
    language: Option<Language>,
}

/// A part of the output.
struct Piece {
    sentences: Vec<Sentence>,
    /// With their lines.
    problems: Vec<String>,
}

impl Work {
    fn load(args: &ParseArgs, tables: &Tables) -> Result<Self> {
        let mut parsers = BTreeMap::new();
        let mut language = args.lang;
        if let Some(path) = &args.model {
            let parser = parser_of_file(path, language)?;
            language = language.or_else(|| parser.card().value("language").and_then(Language::new));
            let said = || Failure::new(format_args!("{}: say its language with --lang", path.display()));
            parsers.insert(language.ok_or_else(said)?, parser);
        } else if let Some(language) = language {
            parsers.insert(language, Parser::load(tables, language)?);
        } else {
            for language in tables.languages() {
                let Some(language) = Language::new(&language) else { continue };
                if tables.language_file(language.as_str(), avviso_syntax::MODEL_FILE)?.is_some() {
                    parsers.insert(language, Parser::load(tables, language)?);
                }
            }
        }
        if parsers.is_empty() {
            return Err(Failure::new(
                "no syntax model is built in; name one with --model FILE, or a folder that has one with --languages DIR",
            ));
        }
        let (languages, segmenter) = (Languages::load(tables)?, Segmenter::load(tables)?);
        Ok(Self { languages, segmenter, parsers, language })
    }

    /// Paragraphs, each with the number of its line.
    fn lines(&self, lines: Result<Vec<(usize, String)>>) -> Result<Piece> {
        let mut piece = Piece { sentences: Vec::new(), problems: Vec::new() };
        let mut places: BTreeMap<Language, Vec<usize>> = BTreeMap::new();
        for (number, line) in lines? {
            let text = Canonical::new(&line).text;
            let language = match self.language {
                Some(language) => language,
                None => match self.languages.recognise(&text) {
                    Recognised::Language(language) if self.parsers.contains_key(&language) => language,
                    _ => {
                        piece.problems.push(format!(
                            "{number}: the paragraph is in no language that is parsed; left out"
                        ));
                        continue;
                    }
                },
            };
            let span = Span { start: 0, end: text.len() as u32 };
            let segmentation = self.segmenter.segment(&text, span, language);
            for (place, sentence) in segmentation.sentences.iter().enumerate() {
                let next = segmentation.sentences.get(place + 1).map_or(u32::MAX, |next| next.span.start);
                let mut blank = conllu::of_segmentation(&text, &segmentation, sentence, next);
                if place == 0 {
                    blank.comments.insert(0, "# newpar".to_owned());
                }
                places.entry(language).or_default().push(piece.sentences.len());
                piece.sentences.push(blank);
            }
        }
        for (language, places) in &places {
            if let Some(parser) = self.parsers.get(language) {
                fill(parser, places, &mut piece.sentences);
            }
        }
        Ok(piece)
    }

    /// The parser of a file that begins with these sentences.
    fn parser_for(&self, first: &[avviso_syntax::Result<Sentence>], origin: &str) -> Result<&Parser> {
        let language = self.language.or_else(|| self.recognise(first.iter().flatten()));
        // Nothing to parse needs no language.
        let any = || self.parsers.values().next().filter(|_| first.iter().flatten().next().is_none());
        let parser = language.and_then(|language| self.parsers.get(&language)).or_else(any);
        parser.ok_or_else(|| {
            Failure::new(format_args!("{origin}: its language is not clear; say it with --lang"))
        })
    }

    /// Sentences of one language.
    fn sentences(parser: &Parser, chunk: Vec<avviso_syntax::Result<Sentence>>) -> Result<Piece> {
        let mut sentences = chunk.into_iter().collect::<avviso_syntax::Result<Vec<_>>>()?;
        let places: Vec<usize> = (0..sentences.len()).collect();
        fill(parser, &places, &mut sentences);
        Ok(Piece { sentences, problems: Vec::new() })
    }

    fn recognise<'s>(&self, sentences: impl Iterator<Item = &'s Sentence>) -> Option<Language> {
        let forms = sentences.flat_map(Sentence::words).map(|line| line.get(Column::Form));
        let text = forms.take(400).collect::<Vec<_>>().join(" ");
        match self.languages.recognise(&text) {
            Recognised::Language(language) => Some(language),
            _ => None,
        }
    }
}

/// Parses some of the sentences, which are of the parser's language.
fn fill(parser: &Parser, places: &[usize], sentences: &mut [Sentence]) {
    let mut workspace = Workspace::default();
    let words = |place: &usize| sentences[*place].words().map(|line| line.get(Column::Form)).collect();
    let words: Vec<Vec<&str>> = places.iter().map(words).collect();
    parser.parse(&words, &mut workspace);
    for (place, parse) in places.iter().zip(workspace.parses()) {
        parse.fill(&mut sentences[*place]);
    }
}

/// Lines that are not empty, with their numbers, many at a time.
struct Lines<R> {
    input: R,
    origin: String,
    number: usize,
    ended: bool,
}

impl<R: BufRead> Lines<R> {
    fn new(input: R, origin: &str) -> Self {
        Self { input, origin: origin.to_owned(), number: 0, ended: false }
    }
}

impl<R: BufRead> Iterator for Lines<R> {
    type Item = Result<Vec<(usize, String)>>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut lines = Vec::new();
        let mut size = 0;
        while size < 4 * PIECE && !self.ended {
            let mut bytes = Vec::new();
            match self.input.read_until(b'\n', &mut bytes) {
                Err(error) => {
                    self.ended = true;
                    return Some(Err(Failure::new(format_args!("{}: {error}", self.origin))));
                }
                Ok(0) => self.ended = true,
                Ok(read) => {
                    size += read;
                    self.number += 1;
                    let Ok(line) = String::from_utf8(bytes) else {
                        self.ended = true;
                        let said = format_args!("{}:{}: the line is not UTF-8", self.origin, self.number);
                        return Some(Err(Failure::new(said)));
                    };
                    if !line.trim().is_empty() {
                        lines.push((self.number, line.trim().to_owned()));
                    }
                }
            }
        }
        (!lines.is_empty()).then_some(Ok(lines))
    }
}

/// Sentences, many at a time.
struct Chunks<R>(conllu::Sentences<R>);

impl<R: BufRead> Iterator for Chunks<R> {
    type Item = Vec<avviso_syntax::Result<Sentence>>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut chunk = Vec::new();
        let mut size = 0;
        while size < PIECE / 4 {
            let Some(sentence) = self.0.next() else { break };
            size += sentence.as_ref().map_or(0, |sentence| sentence.lines.len());
            chunk.push(sentence);
        }
        (!chunk.is_empty()).then_some(chunk)
    }
}
