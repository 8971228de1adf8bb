namespace RbmTheory.Compare.Trees;

/// <summary>The ages at which the frozen gains of a training pass 1, where theory has its transitions.</summary>
internal static class GainAges
{
    /// <summary>The age of each gain that passes 1, the first first: on a straight line between two looks, in the
    /// logarithms of age and gain.</summary>
    /// <param name="updates">Ages of the looks, in rising order, above 0.</param>
    /// <param name="gains">The gains at each look, largest first.</param>
    public static IReadOnlyList<double> Of(IReadOnlyList<long> updates, IReadOnlyList<double[]> gains)
    {
        List<double> ages = [];
        for (int mode = 0; mode < gains[0].Length; mode++)
        {
            int after = Enumerable.Range(0, gains.Count).FirstOrDefault(look => gains[look][mode] >= 1, -1);
            if (after < 0)
                break;
            if (after == 0)
            {
                ages.Add(updates[0]);
                continue;
            }

            double low = Math.Log(gains[after - 1][mode]), high = Math.Log(gains[after][mode]);
            double share = -low / (high - low), ratio = updates[after] / (double)updates[after - 1];
            ages.Add(updates[after - 1] * Math.Pow(ratio, share));
        }

        return ages;
    }

    /// <summary>What stands at the marks of these ages: modes that pass within a tenth of an age share a
    /// mark.</summary>
    /// <param name="ages">The ages, in rising order.</param>
    /// <param name="most">Most marks.</param>
    public static IReadOnlyList<(double Update, string Words)> Marks(IReadOnlyList<double> ages, int most)
    {
        List<(double Update, string Words)> marks = [];
        for (int mode = 0; mode < ages.Count && marks.Count < most;)
        {
            int last = mode;
            while (last + 1 < ages.Count && ages[last + 1] < 1.1 * ages[mode])
                last++;
            string modes = last == mode ? $"{mode + 1}" : $"{mode + 1}–{last + 1}";
            marks.Add((ages[mode], $"g_{{{modes}}} = 1"));
            mode = last + 1;
        }

        return marks;
    }
}
