# hrdim eval --pairs on a WordNet of five synsets: the senses of words, their best pair, Spearman by hand.
. "$HR_SRCDIR/tests/cli.sh"
mkdir dict
cat >dict/data.noun <<'END'
  1 the licence
00000001 03 n 01 thing 0 000 | everything
00000002 05 n 02 animal 0 beast 0 001 @ 00000001 n 0000 | it lives
00000003 05 n 01 bat 0 001 @ 00000002 n 0000 | it flies
00000004 06 n 01 bat 0 001 @ 00000001 n 0000 | it hits a ball
00000005 06 n 01 Big_Ben 0 001 @ 00000001 n 0000 | it strikes
END
cat >dict/index.noun <<'END'
  1 the licence
animal n 1 1 @ 1 0 00000002
bat n 2 1 @ 2 0 00000003 00000004
beast n 1 1 @ 1 0 00000002
big_ben n 1 1 @ 1 0 00000005
thing n 1 0 1 0 00000001
END
# queries 2 0 1 3 1 and documents 1 2 3 -1 2, in one dimension, in the order thing, animal, bat 1, bat 2, big_ben
f0='\000\000\000\000' f1='\000\000\200\077' f2='\000\000\000\100' f3='\000\000\100\100' minus='\000\000\200\277'
printf "$f2$f0$f1$f3$f1" | npy p.queries.npy '(5, 1)'
printf "$f1$f2$f3$minus$f2" | npy p.docs.npy '(5, 1)'
# bat -> animal: the best of 1 x 2 and 3 x 2 = 6; beast -> thing: 0; thing -> bat: the best of 2 x 3 and 2 x -1 = 6;
# Big_Ben -> animal: 2; bats is no lemma.  Scores 6 0 6 2 have the ranks 3.5 1 3.5 2, grades 5 1 4 1 the ranks
# 4 1.5 3 1.5: deviations from 2.5 have the products 1.5 1.5 .5 .5 and the squares 4.5 and 4.5, so rho = 4/4.5
cat >pairs.txt <<'END'
WORD1 WORD2 POS AVG_SCORE
bat animal N 5
beast thing N 1
run go V 3
thing bat N 4
Big_Ben animal N 1
bats animal N 6
END
pairs() { "$HRDIM" eval dict "$@"; }
expect 0 '^spearman +0\.8889$' pairs p --pairs pairs.txt
expect 0 'pairs.txt: 5 of part of speech N, of 6; 1 left out, with a word that is no lemma \(bats animal\)$' pairs p --pairs pairs.txt
expect 0 '"spearman": 0\.8888888888' pairs p --pairs pairs.txt --json
expect 0 '"left_out": 1' pairs p --pairs pairs.txt --json
expect 0 '^spearman +0\.8889 \[-?[0-9.]+, 1\.0000\]$' pairs p --pairs pairs.txt --bootstrap 100
expect 0 '^difference +\+0\.0000 \[0\.0000, 0\.0000\]$' pairs p --pairs pairs.txt --against p
expect 0 '^spearman +0\.8889$' "$HRDIM" eval wordnet:path=dict p --pairs pairs.txt
expect 0 '^spearman +0\.8889$' "$HRDIM" eval dict/data.noun p --pairs pairs.txt

# the first word is the query, the second the document: the other way round is something else
awk 'NR == 1 { print } NR > 1 { print $2, $1, $3, $4 }' pairs.txt >turned.txt
expect 0 '^spearman +-?0\.[0-7]' pairs p --pairs turned.txt

expect 2 'hrdim: tree:width=2,height=2: has no index.noun or index.verb of WordNet beside it' sh -c '
	"$HRDIM" embed tree:width=2,height=2 --method interval -o t >/dev/null && "$HRDIM" eval tree:width=2,height=2 t --pairs pairs.txt'
expect 2 'eval: --pairs goes with neither --run, --qrels nor --holdout$' pairs p --pairs pairs.txt --holdout 0.1
expect 2 'hrdim: nowhere.txt: cannot read: ' pairs p --pairs nowhere.txt
printf "$f1$f2$f3$minus" | npy short.docs.npy '(4, 1)'
cp p.queries.npy short.queries.npy
expect 2 'dict needs 5 rows of each$' pairs short --pairs pairs.txt
printf 'WORD1 WORD2 AVG_SCORE\nno such 1\n' >unknown.txt
expect 2 'hrdim: unknown.txt: no pair has both words in dict$' pairs p --pairs unknown.txt
finish
