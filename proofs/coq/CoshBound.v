(* cosh t <= exp(t^2/2), for t >= 0: the moment generating function of a random sign. *)
From Coq Require Import Reals Lra.
Local Open Scope R_scope.

(* A function whose derivative is not negative from 0 to t does not fall there. *)
Lemma nondecreasing (f f' : R -> R) t : 0 <= t ->
  (forall c, derivable_pt_lim f c (f' c)) -> (forall c, 0 < c < t -> 0 <= f' c) -> f 0 <= f t.
Proof.
intros t0 derivative sign; destruct (Req_dec t 0) as [-> | nonzero]; [lra|].
destruct (MVT_cor2 f f' 0 t) as [c [difference between]]; [lra | intros; apply derivative |].
specialize (sign c between); assert (0 <= f' c * (t - 0)) by (apply Rmult_le_pos; lra); lra.
Qed.

(* sinh t >= 0, whose derivative is cosh t > 0. *)
Lemma sinh_nonnegative t : 0 <= t -> 0 <= sinh t.
Proof.
intros t0; rewrite <- sinh_0; apply (nondecreasing sinh cosh); auto using derivable_pt_lim_sinh.
intros c _; unfold cosh; generalize (exp_pos c) (exp_pos (- c)); lra.
Qed.

(* t cosh t - sinh t, whose derivative is t sinh t. *)
Lemma sinh_le t : 0 <= t -> sinh t <= t * cosh t.
Proof.
intros t0; cut (0 * cosh 0 - sinh 0 <= t * cosh t - sinh t); [rewrite sinh_0; lra|].
apply (nondecreasing (fun u => u * cosh u - sinh u) (fun u => u * sinh u) t t0).
- intros c; replace (c * sinh c) with (1 * cosh c + c * sinh c - cosh c) by ring.
  apply derivable_pt_lim_minus; [|apply derivable_pt_lim_sinh].
  apply (derivable_pt_lim_mult id cosh); [apply derivable_pt_lim_id | apply derivable_pt_lim_cosh].
- intros c between; apply Rmult_le_pos; [lra | apply sinh_nonnegative; lra].
Qed.

(* - cosh t exp(-t^2/2), whose derivative is (t cosh t - sinh t) exp(-t^2/2). *)
Lemma cosh_le t : 0 <= t -> cosh t <= exp (t * t / 2).
Proof.
intros t0; set (g := fun u => - (u * u / 2)).
assert (derivative : forall c, derivable_pt_lim g c (- c)).
  intros c; unfold g; replace (- c) with (- ((1 * c + c * 1) / 2)) by field.
  apply (derivable_pt_lim_opp (fun u => u * u / 2)).
  replace ((1 * c + c * 1) / 2) with ((1 * c + c * 1) * / 2 + (c * c) * 0) by field.
  apply (derivable_pt_lim_mult (fun u => u * u) (fun _ => / 2)); [|apply derivable_pt_lim_const].
  apply (derivable_pt_lim_mult id id); apply derivable_pt_lim_id.
cut (- (cosh 0 * exp (g 0)) <= - (cosh t * exp (g t))).
  unfold g; rewrite cosh_0; replace (0 * 0 / 2) with 0 by field; rewrite Ropp_0, exp_0, exp_Ropp; intros low.
  apply (Rmult_le_reg_r (/ exp (t * t / 2))); [apply Rinv_0_lt_compat, exp_pos|].
  rewrite Rinv_r; [lra | generalize (exp_pos (t * t / 2)); lra].
apply (nondecreasing (fun u => - (cosh u * exp (g u))) (fun u => (u * cosh u - sinh u) * exp (g u)) t t0).
- intros c; replace ((c * cosh c - sinh c) * exp (g c))
    with (- (sinh c * exp (g c) + cosh c * (exp (g c) * (- c)))) by ring.
  apply (derivable_pt_lim_opp (fun u => cosh u * exp (g u))).
  apply (derivable_pt_lim_mult cosh (fun u => exp (g u))); [apply derivable_pt_lim_cosh|].
  apply (derivable_pt_lim_comp g exp); [apply derivative | apply derivable_pt_lim_exp].
- intros c between; apply Rmult_le_pos; [|left; apply exp_pos].
  generalize (sinh_le c); lra.
Qed.
