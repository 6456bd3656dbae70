(* Determinants of sums of squares of rows: adding a row changes them by a factor, and never makes them smaller.

   The Gram matrix of Y is Y^T Y; a row y of Y adds y^T y to it. *)
From mathcomp Require Import all_ssreflect all_algebra.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Determinant.
Variable R : fieldType.

(* det (1 + u v) = 1 + v u, by writing one block matrix as a product in two ways. *)
Lemma det_one_plus d (u : 'cV[R]_d) (v : 'rV[R]_d) : \det (1%:M + u *m v) = 1 + (v *m u) 0 0.
Proof.
have left : block_mx 1%:M u (- v) 1%:M = block_mx 1%:M 0 (- v) 1%:M *m block_mx 1%:M u 0 (1%:M + v *m u) :> 'M_(d + 1).
  by rewrite mulmx_block !mul1mx !mul0mx !mulmx1 !addr0 mulNmx addrCA addNr addr0.
have right : block_mx 1%:M u (- v) 1%:M = block_mx (1%:M + u *m v) u 0 1%:M *m block_mx 1%:M 0 (- v) 1%:M :> 'M_(d + 1).
  by rewrite mulmx_block !mul1mx !mul0mx !mulmx1 !mulmx0 !add0r mulmxN addrK.
have := congr1 determinant (etrans (esym left) right).
rewrite !det_mulmx !det_lblock !det_ublock !det1 !mul1r !mulr1 => <-.
by rewrite det_mx11 mxE mxE eqxx.
Qed.

(* Adding c y^T y multiplies the determinant by 1 + c y S^-1 y^T. *)
Lemma det_add_row d (S : 'M[R]_d) (y : 'rV[R]_d) c :
  S \in unitmx -> \det (S + c *: (y^T *m y)) = \det S * (1 + c * (y *m invmx S *m y^T) 0 0).
Proof.
move=> unit_S; have -> : S + c *: (y^T *m y) = S *m (1%:M + (c *: (invmx S *m y^T)) *m y).
  by rewrite mulmxDr mulmx1 -scalemxAl -scalemxAr !mulmxA mulmxV // mul1mx.
by rewrite det_mulmx det_one_plus -scalemxAr mxE !mulmxA.
Qed.

End Determinant.

Section Positive.
Variable R : realFieldType.

(* Symmetric, and no vector has a negative square. *)
Definition psd d (S : 'M[R]_d) := S^T = S /\ forall v : 'rV_d, 0 <= (v *m S *m v^T) 0 0.

(* The square of a row of numbers. *)
Lemma square_ge0 k (v : 'rV[R]_k) : 0 <= (v *m v^T) 0 0.
Proof. by rewrite mxE sumr_ge0 // => i _; rewrite mxE -expr2 sqr_ge0. Qed.

(* Gram matrices have no negative squares. *)
Lemma psd_gram k d (Y : 'M[R]_(k, d)) : psd (Y^T *m Y).
Proof.
split=> [|v]; first by rewrite trmx_mul trmxK.
have := square_ge0 (v *m Y^T); by rewrite trmx_mul trmxK !mulmxA.
Qed.

(* Nor have their sums. *)
Lemma psd_add d (S S' : 'M[R]_d) : psd S -> psd S' -> psd (S + S').
Proof.
move=> [sym pos] [sym' pos']; split=> [|v]; first by rewrite linearD /= sym sym'.
by rewrite mulmxDr mulmxDl mxE addr_ge0.
Qed.

(* The inverse has no negative squares either. *)
Lemma psd_inverse d (S : 'M[R]_d) (v : 'rV_d) : S \in unitmx -> psd S -> 0 <= (v *m invmx S *m v^T) 0 0.
Proof.
move=> unit_S [sym pos]; have := pos (v *m invmx S).
by rewrite trmx_mul trmx_inv sym mulmxKV // !mulmxA.
Qed.

(* So adding rows does not make a determinant smaller. *)
Lemma det_add_rows d (I : Type) (rows : seq I) (y : I -> 'rV[R]_d) (S : 'M[R]_d) :
  psd S -> 0 < \det S -> \det S <= \det (S + \sum_(j <- rows) (y j)^T *m y j).
Proof.
move=> psd_S pos; elim/last_ind: rows => [|rows j IH]; first by rewrite big_nil addr0.
rewrite -cats1 big_cat big_seq1 addrA /=; set S' := S + _ in IH *.
have psd_S' : psd S'.
  apply: psd_add => //; elim/big_ind: _ => [|? ?|k _]; [|exact: psd_add|exact: psd_gram].
  by split=> [|v]; rewrite ?trmx0 // mulmx0 mul0mx mxE.
have pos' : 0 < \det S' by apply: lt_le_trans pos IH.
have unit_S' : S' \in unitmx by rewrite unitmxE unitfE gt_eqF.
rewrite -[_ *m y j]scale1r det_add_row // mul1r; apply: le_trans IH _.
by rewrite ler_pmulr // ler_addl psd_inverse.
Qed.

End Positive.
