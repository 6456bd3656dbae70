#!/bin/sh
# forest:of=HIERARCHY keeps every node, and of several parents the one with the most ancestors (the first of equals).
. "$HR_SRCDIR/tests/cli.sh"

# poodle is a dog (3 ancestors with itself) and a pet (2); mule is a horse and a donkey, both with 2.
printf '%s\t%s\n' dog canine canine animal pet animal poodle pet poodle dog horse animal donkey animal \
	mule horse mule donkey >zoo.tsv
expect 0 . "$HRDIM" convert forest:of=zoo.tsv -o forest.tsv
expect 0 "^poodle	dog$" cat forest.tsv
expect 0 "^mule	horse$" cat forest.tsv
expect 0 "^7$" grep -c "	" forest.tsv

# what follows "of" belongs to the inner hierarchy; a forest is its own forest
expect 0 . "$HRDIM" convert tree:width=3,height=4 -o tree.tsv
expect 0 . "$HRDIM" convert forest:of=tree:width=3,height=4 -o same.tsv
expect 0 "^same$" sh -c 'cmp tree.tsv same.tsv && echo same'
expect 0 . "$HRDIM" convert forest:of=dag:n=500,parents=3,seed=7 -o dag.tsv
expect 0 "^499$" grep -c '	' dag.tsv
# queries and documents stay what they were
expect 0 . "$HRDIM" convert subsets:m=5,k=2 -o subsets.json
expect 0 . "$HRDIM" convert forest:of=subsets:m=5,k=2 -o roles.json
expect 0 "^same$" sh -c 'for f in subsets roles; do sed -n "/queries/,\$p" $f.json >$f; done
	[ -s roles ] && cmp subsets roles && echo same'

expect 2 "^hrdim: forest: say of what, as in forest:of=wordnet" "$HRDIM" convert forest: -o -
expect 2 "^hrdim: forest: say of what" "$HRDIM" convert forest:n=4,of=zoo.tsv -o -
expect 2 "^hrdim: dag: unknown key 'parnts'" "$HRDIM" convert forest:of=dag:n=6,parnts=2 -o -
expect 2 "^hrdim: absent.tsv: No such file" "$HRDIM" convert forest:of=absent.tsv -o -
finish
