//! What every store has to do: one suite of tests that each adapter runs with
//! [`bank_store_contract!`](crate::bank_store_contract), and the town that the tests play in.

pub mod attack;
pub mod bill;
pub mod campaign;
pub mod card;
pub mod card_top_up;
pub mod clock;
pub mod coupon;
pub mod device;
pub mod durable;
pub mod envelope;
pub mod fee;
pub mod find;
pub mod goods;
pub mod hold;
pub mod lease;
pub mod neutrality;
pub mod once;
pub mod order;
pub mod payer_code;
pub mod program;
pub mod race;
pub mod refund;
pub mod setting;
pub mod shapes;
pub mod shift;
pub mod staff;
pub mod town;
pub mod tree;

use crate::batch;
use crate::command::Envelope;
use crate::receipt::{Outcome, Receipt};
use crate::store::{Reader, Store, Upkeep};

/// One empty database that can be opened any number of times; removed when dropped.
pub trait Subject: Sync {
    /// Opens the database for writing.
    fn store(&self) -> Box<dyn Store>;

    /// Opens the database for reading.
    fn reader(&self) -> Box<dyn Reader>;

    /// Opens the database for upkeep.
    fn upkeep(&self) -> Box<dyn Upkeep>;

    /// Returns whether readers are served while a batch is under way.
    fn reads_during_batches(&self) -> bool {
        true
    }
}

/// Runs envelopes as one batch.
///
/// # Panics
/// When the store fails.
pub fn run(subject: &dyn Subject, envelopes: &[Envelope]) -> Vec<Outcome> {
    batch::run(subject.store().as_mut(), envelopes).expect("the store works")
}

/// Runs one envelope as a batch of its own.
///
/// # Panics
/// When the store fails.
pub fn ask(subject: &dyn Subject, envelope: Envelope) -> Outcome {
    run(subject, &[envelope]).remove(0)
}

/// Runs envelopes that must all be done.
///
/// # Panics
/// When the store fails or a command is refused.
pub fn done(subject: &dyn Subject, envelopes: &[Envelope]) -> Vec<Receipt> {
    let outcomes = run(subject, envelopes).into_iter();
    outcomes.map(|outcome| outcome.expect("nothing speaks against it")).collect()
}

/// Checks that an audit finds nothing.
///
/// # Panics
/// When it finds something, or the store fails.
pub fn assert_audit_clean(subject: &dyn Subject) {
    let report = crate::audit::audit(subject.reader().as_ref()).expect("the store works");
    assert_eq!(report.findings, [], "the audit is clean");
}

/// Declares one test for each case of the contract; takes a closure that makes a new, empty
/// [`Subject`].
#[macro_export]
macro_rules! bank_store_contract {
    ($make:expr) => {
        $crate::bank_store_contract! { @cases $make;
            attack: a06_a_key_asked_again_after_ten_years_and_upkeep_has_its_first_answer,
                a09_credits_beyond_the_largest_balance_are_refused_and_nothing_wraps,
                a14_six_holds_of_a_fifth_each_at_once_are_five,
                a15_a_hold_taken_twice_given_back_and_expired_at_once_ends_once,
                a16_refunds_of_too_much_of_a_refund_or_of_others_give_nothing,
                a17_a_reversal_or_refund_from_an_empty_account_is_refused_and_told,
                a28_a_clock_that_runs_backwards_opens_nothing;
            durable: every_command_is_kept, a_batch_dropped_before_its_commit_never_was,
                a_batch_written_but_not_committed_never_was, another_handle_finds_what_was_done,
                a_batch_that_changes_nothing_is_fine, nonces_are_forgotten_after_their_time;
            once: the_same_key_gets_the_same_answer, the_same_key_twice_in_a_batch_has_one_effect,
                the_same_key_with_other_content_is_refused, a_refusal_is_remembered,
                a_nonce_is_used_once, a_refused_command_does_not_disturb_its_neighbours,
                wrong_codes_count_although_they_are_refused;
            payer_code: a_charge_uses_the_payers_best_coupons,
                a_charge_without_a_good_coupon_is_paid_in_full,
                the_limits_of_a_charge_are_about_what_is_paid,
                a18_a_coupon_in_a_charge_and_a_payment_at_once_is_used_once,
                a_charge_with_coupons_goes_back_as_any_payment,
                attack_replay_a_payer_code_is_taken_once,
                attack_screenshot_older_codes_die_with_the_first_newer_one,
                attack_race_of_tills_for_one_payer_code_has_one_winner,
                attack_lying_till_a_refused_charge_uses_the_code_up,
                a_charge_asked_again_after_its_code_is_the_same_answer,
                a_removed_device_shows_nothing, above_quick_pay_the_payer_is_asked_for_the_pin,
                quick_payments_are_counted_for_a_day, devices_are_paged;
            race: two_payments_race_for_the_same_last_money, many_writers_lose_nothing,
                one_order_is_paid_once, writers_in_turns_see_each_other;
            find: history_is_paged_newest_first, events_are_paged_oldest_first,
                the_journal_and_the_accounts_are_paged, records_are_paged,
                merchants_are_found_by_till_key,
                absent_records_are_absent, the_store_says_that_it_is_ready;
            hold: held_money_cannot_be_spent, a_hold_is_posted_in_part_and_the_rest_released,
                a_voided_hold_stays_voided, a_hold_expires_with_its_time,
                pending_holds_are_listed, a_hold_is_posted_or_voided, a_hold_is_posted_or_expired,
                linked_movements_are_done_together, linked_movements_are_refused_together;
            order: an_open_order_is_closed_when_its_time_is_over,
                a_payer_code_that_nobody_confirms_is_reversed, a_reversed_order_is_never_paid,
                a_reversed_payment_goes_back_once, a_charged_payer_code_is_reversed,
                a_late_reversal_is_refused, an_order_is_paid_or_closed,
                an_order_that_is_paid_and_reversed_ends_without_money,
                scenario_02_success_and_reversal_race_at_the_edges_of_their_times;
            refund: a_payment_is_refunded_in_parts, a_refund_number_is_good_for_one_refund,
                refunds_have_their_limits, a_refund_needs_the_merchants_money,
                two_refunds_race_for_the_same_rest, a_payment_is_refunded_or_reversed,
                a16_fifty_refunds_by_writers_at_once_never_give_back_more_than_was_paid;
            device: attack_device_what_a_revoked_one_signs_is_refused,
                a_person_revokes_one_device_from_another;
            fee: a_fee_is_taken_of_what_customers_pay_to_a_shop,
                a_changed_fee_counts_from_its_place_on,
                attack_27_refunds_in_parts_give_exactly_the_fee_back,
                a_reversal_gives_the_whole_fee_back,
                held_money_pays_the_fee_when_it_moves_to_a_shop,
                the_fee_is_of_the_money_and_not_of_what_a_coupon_adds,
                attack_27_fees_of_payments_at_once_add_up,
                fees_are_booked_out_once_and_never_more_than_there_are;
            goods: an_item_coupon_takes_only_its_item,
                a_threshold_counts_only_the_goods_that_count,
                attack_goods_that_come_to_another_amount_are_refused,
                attack_goods_asked_again_with_others_conflict,
                a_charge_is_paid_with_coupons_for_its_goods,
                a_refund_of_goods_follows_the_running_total,
                goods_are_read_together;
            campaign: a_payment_to_a_merchant_draws_once_a_person_and_day,
                who_is_held_out_has_no_draw_on_any_day,
                s04_a_thousand_parallel_draws_on_a_budget_for_a_hundred_win_a_hundred,
                s06_a_waived_payment_that_is_refunded_ends_with_zero_for_all,
                s10_what_is_won_back_still_counts_against_quick_pay,
                what_was_won_goes_back_in_step_with_the_cash,
                a_campaign_is_started_paused_limited_and_ended,
                of_campaigns_that_share_a_day_one_runs,
                of_two_campaigns_started_at_once_one_runs,
                a_pause_while_people_pay_ends_the_draws_at_its_row,
                of_budget_edits_at_once_one_holds,
                a_campaign_that_cannot_be_is_refused, a_payment_asked_again_changes_nothing,
                s17_three_years_from_a_leap_day_include_the_last_millisecond,
                seeds_are_checked_and_shown_after_their_day, campaigns_and_draws_are_listed;
            coupon: a_funded_coupon_pays_its_part_once, an_unfunded_coupon_is_given_up_by_the_shop,
                a_transfer_between_people_takes_no_coupon,
                another_price_than_was_signed_moves_nothing, an_order_is_paid_with_coupons,
                coupons_are_given_out_within_the_budget, a_budget_is_laid_aside_and_comes_back,
                a_refund_gives_back_to_payer_and_funder,
                a_coupon_that_paid_nearly_all_comes_back_with_the_rest,
                a_shop_refunds_with_what_its_own_ended_batch_had_paid,
                a_reversal_gives_the_coupon_back_unless_its_batch_has_ended,
                a_drawn_value_is_drawn_once, a18_five_payments_at_once_use_one_coupon_once,
                a19_a_rush_for_the_last_coupons_gives_out_what_there_is,
                scenario_05_fifty_refunds_return_exactly_what_was_paid, coupons_are_listed;
            envelope: a_group_claims_shares_that_add_up, an_envelope_for_one_person_is_theirs_alone,
                a_share_is_claimed_once_by_each, a_wrong_secret_opens_nothing,
                what_is_left_goes_back_after_a_day, the_same_claim_gets_the_same_share,
                a_rush_of_ten_thousand_gives_out_a_hundred_shares,
                two_race_for_the_last_share, a_claim_races_the_return,
                an_envelope_needs_the_senders_money_and_pin, envelopes_are_listed,
                who_hears_of_an_envelope;
            card: a_card_is_bound_listed_and_taken_off,
                of_bindings_at_once_no_more_than_ten_cards_come,
                attack_farm_a_card_in_many_hands_gets_one_gift,
                attack_farm_many_cards_of_one_person_get_one_gift,
                attack_farm_a_card_taken_off_and_bound_again_gets_no_second_gift,
                attack_farm_a_rush_with_one_card_gets_one_gift,
                a_gift_needs_a_card_that_is_bound,
                a_late_repeat_of_a_binding_binds_nothing_again, a_malformed_card_is_refused;
            card_top_up: a_top_up_by_card_is_kept_first_and_paid_once,
                a_refused_top_up_by_card_moves_nothing,
                a_top_up_by_card_goes_on_after_every_lost_batch,
                nodes_that_settle_a_top_up_by_card_at_once_move_it_once,
                a_card_taken_off_while_asked_still_pays,
                attack_top_ups_by_card_at_once_keep_within_the_day,
                every_limit_of_top_ups_by_card_is_changed_by_command,
                top_ups_by_card_that_wait_are_paged;
            program: a_key_is_opened_found_and_revoked, a_key_asked_again_keeps_its_first_hash,
                a_webhook_is_opened_rotated_noted_and_closed,
                of_two_notes_at_once_one_holds, nobody_changes_what_is_anothers;
            neutrality: a_limited_merchant_takes_nothing_new_and_gives_back,
                entries_are_a_chain_and_are_listed, an_entry_asked_again_is_written_once,
                attack_neutrality_nobody_is_limited_without_a_reason_or_behind_the_log,
                attack_neutrality_a_rush_of_entries_leaves_no_gap_and_no_second,
                a_granted_appeal_takes_back_what_was_appealed_and_no_more;
            staff: a_person_opens_a_shop_that_is_paid_once_approved, a_refused_shop_takes_no_money,
                one_person_opens_twenty_shops, the_operator_invites_the_first_owner,
                staff_join_change_leave_and_come_back, an_owner_withdraws_the_shops_money,
                only_an_owner_appeals,
                every_role_does_what_it_may_at_the_till, a_cashier_gives_back_up_to_a_limit,
                who_served_is_noted, a80_a_cashier_raises_nobody_and_invites_nobody,
                a81_who_was_removed_does_nothing_any_more, a82_an_invitation_is_used_once,
                a83_a_role_in_another_shop_is_none_here,
                two_who_join_with_one_invitation_are_one,
                two_owners_who_remove_each_other_leave_one;
            shift: a_shift_is_opened_closed_and_numbered,
                who_takes_money_opens_and_closes_their_own_shift,
                a_program_has_a_shift_of_its_own_and_is_noted, a_report_is_kept_once,
                a_shop_has_so_many_shifts_open, shifts_closed_at_once_have_one_number_each,
                attack_shift_no_payment_lies_between_two_shifts_or_in_both;
            lease: a_job_has_one_node_at_a_time, nodes_race_for_a_job,
                a_lease_of_a_clock_that_was_ahead_keeps_nobody_out;
            clock: a_clock_goes_on_and_never_back, two_moves_of_the_clock_add_up;
            setting: a_changed_limit_counts_from_its_place_on,
                every_limit_is_asked_where_it_counts, a_planned_change_holds_from_its_moment_on,
                two_changes_of_one_setting_race, changes_are_kept_and_listed,
                a72_a_stale_absurd_or_nameless_change_of_a_limit_is_refused;
            bill: bills_are_kept, discounts_are_read_together;
            tree: row_hashes_are_paged, tree_nodes_are_kept, the_tree_grows_and_proves,
                heads_are_kept;
            shapes: every_record_reads_back, every_journal_row_reads_back,
                every_answer_reads_back;
        }
    };
    (@cases $make:expr; $($folder:ident: $($case:ident),*;)*) => {
        $($(#[test]
        fn $case() {
            let make = $make;
            $crate::contract::$folder::$case(&make());
        })*)*
    };
}
