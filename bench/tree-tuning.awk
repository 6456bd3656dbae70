# tree-tuning.awk results/tree-tuning.csv: for every start and arm, the settings of the largest mean recall over the seeds.
# Of equals the first stands.
BEGIN { FS = "," }
NR == 1 { next }
{
	arm = $1 " " $2
	place = arm " " $3 " " $4 " " $5
	if (!(arm in best)) arms[++count] = arm
	if (!(place in seeds)) { order[++places] = place; of[place] = arm; setting[place] = "scale " $4 ", rate " $3 ", " $5 " steps" }
	if (!(arm in best)) best[arm] = ""
	seeds[place]++
	sum[place] += $7
	near[place] += $8
}
END {
	for (i = 1; i <= places; i++) {
		place = order[i]
		arm = of[place]
		if (best[arm] == "" || sum[place] / seeds[place] > sum[best[arm]] / seeds[best[arm]])
			best[arm] = place
	}
	for (i = 1; i <= count; i++) {
		place = best[arms[i]]
		printf "%s: %s: recall %.4f, distance 0 %.4f (%d seeds)\n", arms[i], setting[place], sum[place] / seeds[place],
			near[place] / seeds[place], seeds[place]
	}
}
