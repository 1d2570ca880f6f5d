//! Nothing names a folder of one machine or a package registry's host.

use crate::Finding;
use crate::tree::Tree;

/// Written in two parts, so that this file does not find itself.
const FOLDERS: &[&str] =
    &[concat!("/wo", "rk/"), concat!("/ro", "ot/"), concat!("/ho", "me/"), concat!("/Us", "ers/")];
const HOSTS: &[&str] = &[
    concat!("registry.npm", "js.org"),
    concat!("static.crates", ".io"),
    concat!("index.crates", ".io"),
    concat!("files.python", "hosted.org"),
    concat!("deb.deb", "ian.org"),
];

/// Refuses them in every text file.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in &tree.files {
        for (at, line) in file.text.lines().enumerate() {
            let place = FOLDERS.iter().find(|folder| starts_a_path(line, folder));
            if let Some(place) = place.or_else(|| HOSTS.iter().find(|host| line.contains(**host))) {
                let say = format!("{place}: holds on one machine only");
                findings.push(Finding::new(&file.path, at + 1, say));
            }
        }
    }
    findings
}

/// Whether `folder` starts a path here: `a/home/b` is a path of ours.
fn starts_a_path(line: &str, folder: &str) -> bool {
    let inside =
        |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '}' | ')' | '*' | '@' | '>');
    line.match_indices(folder).any(|(at, _)| !line[..at].chars().next_back().is_some_and(inside))
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::tree::Tree;
    use crate::{must_be_none, must_find};

    #[test]
    fn the_project_keeps_it() {
        must_be_none(&check(Tree::of_project()));
    }

    #[test]
    fn folders_and_hosts_of_one_machine_are_found() {
        let folder = concat!("cp \"/ho", "me/ann/label.png\" .");
        must_find(&check(&Tree::sample(&[("docs/a.md", folder)])), "one machine only");
        let host = concat!("https://registry.npm", "js.org/vue");
        must_find(&check(&Tree::sample(&[("docs/a.md", host)])), "one machine only");
        let ours = concat!("import Home from '../screens/ho", "me/Home.vue'");
        must_be_none(&check(&Tree::sample(&[("ui/src/routes.ts", ours)])));
    }
}
