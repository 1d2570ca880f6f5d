//! Offers and lines, one to one, so that the offers save most: for each number of offers. By
//! augmenting along the best path, which keeps every stage optimal for its number.

/// An offer's saving on a line, in minor units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Edge {
    pub(super) line: usize,
    pub(super) saving_minor: u64,
}

/// An item offer: its rank and its lines, best first.
#[derive(Clone, Debug)]
pub(super) struct ItemOffer {
    pub(super) rank: usize,
    pub(super) edges: Vec<Edge>,
}

/// Offers on lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Matching {
    /// What they save together, in minor units.
    pub(super) saving_minor: u64,
    /// The ranks used, the lowest rank as the highest bit.
    pub(super) mask: u64,
    /// Rank, line and saving of each, by line.
    pub(super) pairs: Vec<(usize, usize, u64)>,
}

/// Savings above, and below them 64 bits in which the earlier rank outweighs all later ones, so
/// that of equal savings the earlier offers win. 20 savings of 50 bits each fit.
type Weight = i128;

const NEVER: Weight = Weight::MIN;

pub(super) const fn bit(rank: usize) -> u64 {
    1 << (63 - rank)
}

fn weight(offer: &ItemOffer, edge: &Edge) -> Weight {
    Weight::from(edge.saving_minor) << 64 | Weight::from(bit(offer.rank))
}

/// Returns the best matching of no offer, of one, of two and so on, up to `most` or to as many as
/// there can be.
pub(super) fn by_number(offers: &[ItemOffer], most: usize) -> Vec<Matching> {
    let lines = offers.iter().flat_map(|offer| &offer.edges).map(|edge| edge.line + 1).max();
    let mut stage = Stage {
        offers,
        offer_of: vec![None; lines.unwrap_or(0)],
        edge_of: vec![None; offers.len()],
    };
    let mut found = vec![stage.matching()];
    while found.len() <= most && stage.augment() {
        found.push(stage.matching());
    }
    found
}

struct Stage<'a> {
    offers: &'a [ItemOffer],
    /// Which offer is on a line.
    offer_of: Vec<Option<usize>>,
    /// Which of its edges an offer uses.
    edge_of: Vec<Option<usize>>,
}

impl Stage<'_> {
    /// Uses one offer more, moving others where that saves more; false when there is no way.
    fn augment(&mut self) -> bool {
        // The best sum of a path from an unused offer to each offer and line. An offer is reached
        // by the line that it would give up.
        let mut at_offer: Vec<Weight> =
            self.edge_of.iter().map(|used| if used.is_none() { 0 } else { NEVER }).collect();
        let mut at_line = vec![NEVER; self.offer_of.len()];
        let mut came_by: Vec<Option<(usize, usize)>> = vec![None; self.offer_of.len()];
        let mut waiting: Vec<usize> =
            (0..self.offers.len()).filter(|offer| self.edge_of[*offer].is_none()).collect();
        let mut is_waiting: Vec<bool> = self.edge_of.iter().map(Option::is_none).collect();
        let mut next = 0;
        // Ends: the matching is the best of its number, so no circle gains anything.
        while let Some(offer) = waiting.get(next).copied() {
            next += 1;
            is_waiting[offer] = false;
            for (at, edge) in self.offers[offer].edges.iter().enumerate() {
                let sum = at_offer[offer] + weight(&self.offers[offer], edge);
                if self.edge_of[offer] == Some(at) || sum <= at_line[edge.line] {
                    continue;
                }
                at_line[edge.line] = sum;
                came_by[edge.line] = Some((offer, at));
                let Some(moved) = self.offer_of[edge.line] else { continue };
                let Some(given_up) = self.edge_of[moved] else { continue };
                at_offer[moved] =
                    sum - weight(&self.offers[moved], &self.offers[moved].edges[given_up]);
                if !is_waiting[moved] {
                    is_waiting[moved] = true;
                    waiting.push(moved);
                }
            }
        }
        let free = (0..at_line.len()).filter(|line| self.offer_of[*line].is_none());
        let end = free.filter(|line| at_line[*line] != NEVER).max_by_key(|line| {
            // Of equal ends the first line.
            (at_line[*line], usize::MAX - *line)
        });
        let Some(end) = end else { return false };
        self.follow(end, &came_by);
        true
    }

    /// Puts every offer on the path that ends at a line on its new line.
    fn follow(&mut self, end: usize, came_by: &[Option<(usize, usize)>]) {
        let mut line = end;
        while let Some((offer, at)) = came_by[line] {
            let before = self.edge_of[offer].replace(at);
            self.offer_of[line] = Some(offer);
            let Some(before) = before else { break };
            line = self.offers[offer].edges[before].line;
        }
    }

    fn matching(&self) -> Matching {
        let (mut saving_minor, mut mask, mut pairs) = (0, 0, Vec::new());
        for (offer, used) in self.offers.iter().zip(&self.edge_of) {
            let Some(edge) = used.and_then(|at| offer.edges.get(at)) else { continue };
            saving_minor += edge.saving_minor;
            mask |= bit(offer.rank);
            pairs.push((offer.rank, edge.line, edge.saving_minor));
        }
        pairs.sort_unstable_by_key(|(_, line, _)| *line);
        Matching { saving_minor, mask, pairs }
    }
}

/// Keeps of an offer's lines those that can matter, best first: with `offers` offers the others
/// hold all but one of its best `offers` lines at most.
pub(super) fn best_lines(mut edges: Vec<Edge>, offers: usize) -> Vec<Edge> {
    edges.sort_by(|a, b| b.saving_minor.cmp(&a.saving_minor).then(a.line.cmp(&b.line)));
    edges.truncate(offers);
    edges
}
