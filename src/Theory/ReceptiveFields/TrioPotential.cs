using RbmTheory.Theory.Integration;
using RbmTheory.Theory.Learning;

namespace RbmTheory.Theory.ReceptiveFields;

/// <summary>
/// The repulsion of three place cells at any distance, in the infinite-data flow, and not only for small changes of
/// equal ones as in the linear approximation of <see cref="ThreeBumps"/>. The fields are held in place, all else
/// relaxed, and one is moved from site to site: on the field beside it, between a gap g and one of N/3 that stays, acts
/// <code>
/// −∂L/∂x_0 = V′(N/3) − V′(g) = p k·w′,    −L ≃ V(g_1) + V(g_2) + V(g_3) + const
/// </code>
/// with p the velocity left along its translation k. V grows about as e^{−g/ℓ}: a short gap costs more than in the
/// linear approximation, a long one less, and with g_1 + g_2 + g_3 = N the separations vary less.
/// </summary>
/// <remarks>
/// That the three gaps add up holds to a percent of −L for N = 100, β = 1. Since they sum to N, the constant V′(N/3)
/// does not matter and is left out.
/// </remarks>
public sealed class TrioPotential
{
    private const double Tolerance = 1e-9;

    private readonly int _shortest;
    private readonly double[] _energies, _slopes;

    /// <summary>Moves one of three fields towards either neighbour.</summary>
    /// <param name="bumps">The fields at equal distances.</param>
    /// <param name="beta">β, that of <paramref name="bumps"/>.</param>
    /// <param name="highest">−L, less its lowest value, up to which it is moved, in nats; finite and &gt; 0.</param>
    /// <exception cref="ArgumentException">A parameter is out of its range.</exception>
    public TrioPotential(ThreeBumps bumps, double beta, double highest)
    {
        ArgumentNullException.ThrowIfNull(bumps);
        Require.Positive(highest);
        Sites = bumps.Sites;
        var flow = new PopulationFlow(Sites, beta, ThreeBumps.Units);
        int equal = (int)Math.Round(Sites / 3.0);
        List<double> forces = [.. Walk(flow, bumps.Weights, -1, highest).Reverse()];
        _shortest = equal - forces.Count;
        forces.Add(Hold(flow, bumps.Weights).Force);
        forces.AddRange(Walk(flow, bumps.Weights, 1, highest));
        _slopes = [.. forces.Select(force => -force)];
        _energies = new double[forces.Count];
        for (int k = 1; k < forces.Count; k++)
            _energies[k] = _energies[k - 1] - 0.5 * (forces[k - 1] + forces[k]);
    }

    /// <summary>N.</summary>
    public int Sites { get; }

    /// <summary>
    /// V in nats, but for a linear function: infinite below the shortest gap that was reached, on straight lines
    /// between whole sites and beyond the longest.
    /// </summary>
    /// <param name="gap">g in sites.</param>
    public double Of(double gap)
    {
        double place = gap - _shortest;
        if (!(place >= 0))
            return double.PositiveInfinity;
        int k = Math.Min((int)place, _energies.Length - 2);
        return _energies[k] + (place - k) * (_energies[k + 1] - _energies[k]);
    }

    /// <summary>
    /// V′(g) − V′(N/3) in nats a site, on straight lines between whole sites, and beyond the gaps that were reached the
    /// value at their end.
    /// </summary>
    /// <param name="gap">g in sites, finite.</param>
    /// <exception cref="ArgumentException"><paramref name="gap"/> is not finite.</exception>
    public double Slope(double gap)
    {
        double place = Math.Clamp(Require.Finite(gap) - _shortest, 0, _slopes.Length - 1);
        int k = Math.Min((int)place, _slopes.Length - 2);
        return _slopes[k] + (place - k) * (_slopes[k + 1] - _slopes[k]);
    }

    /// <summary>
    /// ⟨(1/3) Σ_m (g_m − N/3)²⟩, the variance of the separations in sites², over the law exp(−Σ_m V(g_m)/T − Σ_m
    /// U(x_m)/T), on the grid of U.
    /// </summary>
    /// <param name="temperature">T of the noise, in nats; finite and &gt; 0.</param>
    /// <param name="potential">U/T of one field at x = 0, N/P, 2N/P, …, over the whole ring; at least 3 points, as
    /// many as make the step at most a site or so.</param>
    /// <exception cref="ArgumentException">A parameter is out of its range.</exception>
    public double SeparationVariance(double temperature, double[] potential)
    {
        Require.Positive(temperature);
        ArgumentNullException.ThrowIfNull(potential);
        int points = Require.AtLeast(potential.Length, 3);
        double step = (double)Sites / points, third = Sites / 3.0, lowest = potential.Min(), norm = 0, sum = 0;
        double[] law = [.. potential.Select(u => Math.Exp(lowest - u))];
        double ground = 3 * Of(third);
        for (int a = 1; a < points; a++)
        {
            for (int b = 1; a + b < points; b++)
            {
                double first = a * step, second = b * step, last = Sites - first - second;
                double weight = Math.Exp((ground - Of(first) - Of(second) - Of(last)) / temperature);
                if (weight == 0)
                    continue;
                double places = 0;
                for (int x = 0; x < points; x++)
                    places += law[x] * law[(x + a) % points] * law[(x + a + b) % points];
                norm += weight * places;
                sum += weight * places * (Square(first - third) + Square(second - third) + Square(last - third)) / 3;
            }
        }

        return sum / norm;
    }

    /// <summary>V′(N/3) − V′(g) from the next gap on, as far as the flow holds three fields and −L allows.</summary>
    private IEnumerable<double> Walk(PopulationFlow flow, double[] start, int direction, double highest)
    {
        double lowest = flow.Energy(start);
        double[] state = start;
        for (int moved = 1; moved < Sites / 3; moved++)
        {
            (SteadyStateResult held, double force) = Hold(flow, Turned(state, 1, direction));
            if (!held.Converged || flow.Energy(held.State) > lowest + highest)
                yield break;
            state = held.State;
            yield return force;
        }
    }

    private (SteadyStateResult Held, double Force) Hold(PopulationFlow flow, double[] start)
    {
        double[][] modes =
            [.. Enumerable.Range(0, ThreeBumps.Units).Select(m => ThreeBumps.TranslationOf(m, start, Sites))];
        SteadyStateResult held = SteadyState.Find(flow, start, modes, Tolerance);
        ReadOnlySpan<double> mode = modes[0].AsSpan(0, Sites);
        double[] derivative = RingDerivative.Of(held.State.AsSpan(0, Sites));
        return (held, held.PinningForces[0] * SpanMath.Dot(mode, derivative) / Math.Sqrt(SpanMath.Dot(mode, mode)));
    }

    private double[] Turned(double[] state, int unit, int by)
    {
        double[] turned = [.. state];
        for (int i = 0; i < Sites; i++)
            turned[unit * Sites + (i + by + Sites) % Sites] = state[unit * Sites + i];
        return turned;
    }

    private static double Square(double x) => x * x;
}
