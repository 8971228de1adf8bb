using RbmTheory.Simulation.Observables;

namespace RbmTheory.Compare.Papers.Harsh;

/// <summary>
/// How five fields share the ring: two cosines a quarter of a turn apart do not overlap and may share a place, and
/// what repels in space are the places taken, not the units.
/// <para>Gaps of M places of which only G differ: M − G gaps are 0, so that variance over squared mean is at least
/// M/G − 1, reached where the G places are equally far apart. With M = 5 and G = 3 that is 2/3, which is also the mean
/// of five independent uniform places: however many runs there are, units that come in pairs cannot look more equal
/// than random ones.</para>
/// <para>A unit and the same unit with h and w reversed are one: each phase may be turned by π with no change of the
/// likelihood, so that whatever repulsion makes of the phases modulo π, modulo 2π the turns are those of M fair
/// coins.</para>
/// </summary>
public static class PairedFields
{
    /// <summary>The least variance over squared mean of M gaps between places of which G differ, M/G − 1.</summary>
    /// <param name="units">M.</param>
    /// <param name="groups">G, in 1..M.</param>
    public static double LeastVariance(int units, int groups)
        => (double)Require.AtLeast(units, 1) / Require.InRange(groups, 1, units) - 1;

    /// <summary>Independent uniform places: variance over squared mean of their gaps, (M − 1)/(M + 1).</summary>
    /// <param name="places">M.</param>
    public static double RandomVariance(int places) => (Require.AtLeast(places, 1) - 1.0) / (places + 1);

    /// <summary>
    /// The places taken: units less than a distance from their neighbour along the ring share one, their mean.
    /// </summary>
    /// <param name="places">Places of the units.</param>
    /// <param name="circumference">N.</param>
    /// <param name="distance">The distance, in sites; half a width.</param>
    public static double[] Groups(IReadOnlyList<double> places, double circumference, double distance)
    {
        double[] order = [.. places.Select(x => RingCentre.Wrap(x, circumference)).Order()];
        int count = order.Length;
        double Gap(int k) => RingCentre.Wrap(order[(k + 1) % count] - order[k], circumference);
        int widest = Enumerable.Range(0, count).MaxBy(Gap);
        List<double> groups = [], members = [];
        double unwrapped = order[(widest + 1) % count];
        for (int n = 1; n <= count; n++)
        {
            int k = (widest + n) % count;
            members.Add(unwrapped);
            if (n == count || Gap(k) >= distance)
            {
                groups.Add(RingCentre.Wrap(members.Average(), circumference));
                members.Clear();
            }

            unwrapped += Gap(k);
        }

        return [.. groups];
    }

    /// <summary>
    /// Variance over squared mean of the gaps of phases modulo a turn, averaged over the 2^M turns by half a turn.
    /// </summary>
    /// <param name="phases">Phases of the units.</param>
    /// <param name="turn">A whole turn, in their unit.</param>
    public static double OverSigns(IReadOnlyList<double> phases, int turn)
    {
        int states = 1 << Require.InRange(phases.Count, 1, 20);
        return Enumerable.Range(0, states).Average(signs => Spacing.Measure(
            [.. phases.Select((phase, k) => RingCentre.Wrap(phase + (signs >> k & 1) * (turn / 2.0), turn))], turn)
            .RelativeVariance);
    }
}
