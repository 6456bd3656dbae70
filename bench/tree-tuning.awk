# tree-tuning.awk results/tree-tuning.csv: for every start and arm, the settings of the largest mean recall over the seeds,
# a row each: start, arm, scale, rate, steps, recall, recall of distance 0.  Of equals the first stands.
# Then, in how many settings the arm `all` ends higher than the other one with the same.
BEGIN { FS = "," }
NR == 1 { next }
{
	arm = $1 " " $2
	place = arm " " $3 " " $4 " " $5
	if (!(arm in best)) arms[++count] = arm
	if (!(place in seeds)) { order[++places] = place; of[place] = arm }
	if (!(arm in best)) best[arm] = ""
	seeds[place]++
	sum[place] += $7
	near[place] += $8
	setting = $1 " " $3 " " $4 " " $5
	if ($2 == "all") all[setting] += $7
	else long[setting] += $7
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
		split(place, at, " ")
		printf "| %s | %s | %s | %s | %s | %.1f %% | %.1f %% |\n", at[1], at[2], at[4], at[3], at[5], 100 * sum[place] / seeds[place],
			100 * near[place] / seeds[place]
	}
	for (setting in all) {
		settings++
		higher += all[setting] > long[setting]
	}
	printf "\nWith one setting for both arms, all pairs end higher in %d of the %d settings.\n", higher, settings
}
