use super::*;

fn event(kind: &str, actor: &[&str], recipient: &[&str], status: &str) -> Event {
    let party = |code: &&str| Party { text: String::new(), code: Some((*code).to_owned()) };
    Event {
        kind: kind.to_owned(),
        actor: actor.iter().map(party).collect(),
        recipient: recipient.iter().map(party).collect(),
        trigger: Some([0, 1]),
        status: Some(status.to_owned()),
    }
}

fn figures(form: Form, marked: Vec<Event>, found: Vec<Event>) -> Figures {
    let sentence =
        Sentence { id: "1".to_owned(), text: String::new(), published: None, outlet: None, events: marked };
    compare(form, &[sentence], &[found])
}

fn right(figures: &Figures) -> Vec<usize> {
    figures.right.iter().map(|(_, right)| *right).collect()
}

#[test]
fn parties_count_whatever_their_order() {
    let marked = event("CONSULT", &["JPN", "KOR"], &[], "planned");
    let found = event("CONSULT", &["KOR", "JPN"], &[], "planned");
    assert_eq!(right(&figures(Form::Marked, vec![marked], vec![found])), [1, 1, 1, 1, 1]);
}

#[test]
fn each_field_counts_by_itself() {
    let marked = event("AID", &["JPN"], &["UKR"], "planned");
    let found = event("AID", &["JPN"], &[], "occurred");
    let figures = figures(Form::Marked, vec![marked], vec![found]);
    assert_eq!(right(&figures), [1, 1, 0, 0, 0]);
    assert_eq!(figures.mistakes.len(), 1);
}

#[test]
fn only_the_first_two_events_count_in_records_of_plover() {
    let marked = || vec![event("AID", &["JPN"], &["UKR"], "")];
    let other = || event("CONSULT", &["JPN"], &[], "occurred");
    let aid = || event("AID", &["JPN"], &["UKR"], "occurred");
    assert_eq!(right(&figures(Form::Plover, marked(), vec![other(), aid()])), [1, 1, 1]);
    assert_eq!(right(&figures(Form::Plover, marked(), vec![other(), other(), aid()])), [0, 0, 0]);
}

#[test]
fn a_sentence_without_events_is_to_be_left_alone() {
    assert_eq!(figures(Form::Marked, vec![], vec![event("AID", &[], &[], "occurred")]).silent, (0, 1));
    assert_eq!(figures(Form::Marked, vec![], vec![]).silent, (1, 1));
}
