# Sourced by the tests of the page: a small results folder and its specs, by hand, in the test's scratch folder.
#   specs/small.ini      a figure, with everything that needs escaping
#   results/small.*      its results; one point is UNKNOWN, one INFEASIBLE
#   results/gone.*       results whose spec is only in their provenance: a table
#   results/bench/speed.csv, results/words.txt   what no spec describes
mkdir -p specs results/bench

cat >specs/small.ini <<'END'
[sweep]
title = Trees <script>alert("1")</script> & 'others'
question = How does d grow with <b>H</b>?
hierarchy = tree:width=2,height={H}
H = 2..5
methods = sign moment
notion = f-query
seeds = 4
dimension = least
theory = U1 U4

[figure]
xlabel = height H (levels)
logx = yes
logy = yes
fit = loglog
slope = 2
slope-of = H² ln W
reference = U1
END

header=kind,hierarchy,H,name,statement,notion,dimension,distance,quantity,y,state,above,low,high,mean,sd,seeds,decided,trials,n,m,s
tree='"tree:width=2,height={H}"'
{
	echo $header
	echo "measured,$tree,2,sign,U1,f-query,,,least-dimension,5,FEASIBLE,4,2,16,7.9,5.5,4,4,72,3,3,2"
	echo "measured,$tree,3,sign,U1,f-query,,,least-dimension,16,FEASIBLE,15,10,40,20,8,4,4,70,7,7,3"
	echo "measured,$tree,4,sign,U1,f-query,,,least-dimension,50,FEASIBLE,49,34,89,58.6,20,4,4,95,15,15,4"
	echo "measured,$tree,5,sign,U1,f-query,,,least-dimension,120,UNKNOWN,80,,,,,4,0,10,31,31,5"
	echo "measured,$tree,2,moment,U4,f-query,,,least-dimension,4,FEASIBLE,,4,4,4,,1,1,1,3,3,2"
	echo "measured,$tree,3,moment,U4,f-query,,,least-dimension,6,FEASIBLE,,6,6,6,,1,1,1,7,7,3"
	echo "measured,$tree,4,moment,U4,f-query,,,least-dimension,8,FEASIBLE,,8,8,8,,1,1,1,15,15,4"
	echo "measured,$tree,5,moment,U4,f-query,,,least-dimension,10,INFEASIBLE,,,,,,1,1,1,31,31,5"
	for row in '2,40' '3,95' '4,180' '5,280'; do
		echo "theory,$tree,${row%,*},\"sign, formula\",U1,f-query,,,least-dimension,${row#*,},proved,,,,,,,,,,,"
	done
	for row in '2,4' '3,6' '4,8' '5,10'; do
		echo "theory,$tree,${row%,*},moment curve,U4,f-query,,,least-dimension,${row#*,},proved,,,,,,,,,,,"
	done
} >results/small.csv

{
	echo kind,hierarchy,name,statement,notion,dimension,distance,H,x,model,from,points,slope,slope_error,intercept,intercept_error,r2
	echo "measured,$tree,sign,U1,f-query,,,,H,loglog,2,3,3.31,0.12,-0.7,0.1,0.99"
	echo "measured,$tree,moment,U4,f-query,,,,H,loglog,2,3,1,1e-16,0.69,1e-16,1"
	echo "theory,$tree,\"sign, formula\",U1,f-query,,,,H,loglog,2,4,2.13,0.03,2.2,0.05,0.99"
} >results/small.fits.csv
echo trial,key >results/small.trials.csv
cp results/small.csv results/small-table.csv # what hrdim plot writes beside them is no table of its own

provenance() { # provenance SPEC ARGUMENTS...: as hrdim run writes it
	spec=$1
	shift
	sed -e 's/\\/\\\\/g; s/"/\\"/g' "$spec" | awk -v ORS='\\n' 1 >text
	cat <<-END
		{"build": {"program": "hrdim 0.1.0", "commit": "0123456789abcdef0123456789abcdef01234567", "dirty": true,
		  "compiler": "gcc", "compiler_version": "12.2.0", "flags": "-O2 <&>"},
		 "libraries": {"gsl": "2.7.1"},
		 "machine": {"cpu": "Some CPU", "architecture": "x86_64", "cores": 2, "openmp_threads": 2},
		 "argv": [$1], "seed": 1, "start": "2026-11-23T00:29:10Z", "end": "2026-11-23T00:31:08Z",
		 "spec": "$spec", "spec_text": "$(cat text)", "trials": 250}
	END
	rm text
}
provenance specs/small.ini '"/opt/x/bin/hrdim", "run", "specs/small.ini", "--set", "title=it'"'"'s <i>"' >results/small.provenance.json

cat >gone.ini <<'END'
[sweep]
title = Two verdicts
question = Is it there?
hierarchy = tree:width=2,height=3
methods = moment runs
notion = f-query
dimension = theorem
record = recall

[table]
columns = name dimension state recall
END
{
	echo $header | sed 's/,H,/,/'
	echo "measured,\"tree:width=2,height=3\",moment,U4,f-query,6,,recall,1,FEASIBLE,,1,1,1,,1,1,1,7,7,3"
	echo "measured,\"tree:width=2,height=3\",runs,U6,f-query,2,,recall,0.99999,INFEASIBLE,,0.99999,0.99999,0.99999,,1,1,1,7,7,3"
} >results/gone.csv
provenance gone.ini '"run", "gone.ini"' >results/gone.provenance.json

printf 'what,build_seconds\n"a <script>x</script>, b",1.5\nc,2\n' >results/bench/speed.csv
printf 'plain words & <tags>\n  indented\n' >results/words.txt
