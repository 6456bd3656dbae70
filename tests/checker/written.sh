#!/bin/sh
# written.sh HRDIM DATA FOLDER: certificates as hrdim itself writes them, of every claim with every evidence, for the hierarchies of DATA
# and their likes; into FOLDER with the hierarchies, for mutation.py.  Fails where a kind is missing.
set -eu
hrdim=$1 data=$2
mkdir -p "$3"
cp "$data"/*.hierarchy "$3"
cd "$3"
OMP_NUM_THREADS=1 # many small commands
export OMP_NUM_THREADS

number=10
# certify check|bound HIERARCHY OPTION...: N.certificate; statuses 0 and 1 are verdicts
certify() {
	command=$1 hierarchy=$2
	shift 2
	number=$((number + 1))
	status=0
	"$hrdim" "$command" "$hierarchy.hierarchy" "$@" --certificate "written-$number.certificate" --quiet >said 2>&1 || status=$?
	if [ $status -gt 1 ] || [ ! -e "written-$number.certificate" ]; then
		echo "written.sh: hrdim $command $hierarchy $*: $(cat said)" >&2
		exit 1
	fi
}

certify check tree --method interval
certify check tree --method interval --notion f-sign
certify check tree --method interval --notion f-sign --all-pairs
certify check diamond --method moment
certify check match --method moment --all-pairs
certify check pairs --method moment --rounded
certify check pairs --method trigonometric --dtype float64
certify check diamond --method runs
certify check pairs --method runs --notion f-sign
certify check diamond --method runs --dual
certify check pairs --method runs --dual --notion f-sign
certify check pairs --method runs --runs 1 --notion f-sign
certify check pairs --method runs --dual --runs 1 --notion f-sign
certify check pairs --method blocks --runs 1 --steps 2000
certify check pairs --method blocks --runs 1 --steps 2000 --notion f-sign
certify check fan --method gaussian --dim 6 --seed 3 --notion f-global --eps 0
certify check match --method gaussian --dim 3 --notion f-global --eps 0.015625
certify check fan --method gaussian --dim 1
certify check fan --method gaussian --dim 1 --notion f-sign
certify check tree --method sign --dim 2 --notion f-sign
certify check diamond --method gaussian --dim 3 --any-query
certify check tree --method gaussian --dim 3 --any-document
for notion in f-query f-sign; do
	certify check tree --method gaussian --dim 1 --any-query --notion $notion
	certify check pairs --method gaussian --dim 1 --any-document --notion $notion
	certify bound pairs --notion $notion --certify L1
	certify bound pairs --notion $notion --certify L2
	certify bound tree --notion $notion --certify L5
done
certify bound fan --notion f-sign --certify L3
rm said

# what is there, claim by evidence
awk 'FNR == 3 { claim = $2 == "infeasible" ? $2 " " $3 " " $4 : $2 " " $3 }
	FNR == 4 { sub(/^evidence /, ""); print claim ": " $0 }' written-*.certificate | sort -u >kinds
sort -u >wanted <<'END'
bits f-query: count
bits f-sign: count
feasible f-global: vectors
feasible f-query: blocks
feasible f-query: interval
feasible f-query: moment
feasible f-query: runs dual
feasible f-query: runs primal
feasible f-query: vectors
feasible f-sign: blocks
feasible f-sign: interval
feasible f-sign: runs dual
feasible f-sign: runs primal
feasible f-sign: vectors
infeasible any-document f-query: farkas
infeasible any-document f-sign: farkas
infeasible any-query f-query: farkas
infeasible any-query f-sign: farkas
infeasible embedding f-query: pair
infeasible embedding f-sign: pair
least f-query: forster
least f-query: radon
least f-sign: forster
least f-sign: radon
margin f-sign: weights
recall f-sign: runs dual
recall f-sign: runs primal
END
if ! diff wanted kinds >missing; then
	echo "written.sh: kinds of certificates that are missing (<) or new (>):" >&2
	cat missing >&2
	exit 1
fi
rm kinds wanted missing
