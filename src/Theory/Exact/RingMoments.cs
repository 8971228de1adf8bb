using System.Numerics;

namespace RbmTheory.Theory.Exact;

/// <summary>
/// The correlations of the Ising ring (8) as exact functions of t = tanh β. Every bond gives a factor 1 + t v_i
/// v_{i+1}; of the 2^N products of bonds, only those that meet each site of the average an odd number of times, and
/// every other site an even number, survive the sum over v:
/// <code>
/// ⟨Π_{i∈A} v_i⟩ = Σ_{bonds with ends A} t^(number of bonds) / (1 + t^N)
/// </code>
/// A set of an even number of sites has two such sets of bonds, each the complement of the other.
/// </summary>
public sealed class RingMoments
{
    private readonly Dictionary<int, Polynomial> _numerators = [];

    /// <summary>The moments of a ring of <paramref name="sites"/> spins.</summary>
    /// <param name="sites">N, from 3 to 16: all 2^N sets of bonds are listed.</param>
    /// <exception cref="ArgumentException"><paramref name="sites"/> is out of its range.</exception>
    public RingMoments(int sites)
    {
        Sites = Require.InRange(sites, 3, 16);
        int all = (1 << sites) - 1;
        for (int bonds = 0; bonds <= all; bonds++)
        {
            // Bond i joins sites i and i + 1: the ends of a set of bonds are the exclusive or of the set and its shift.
            int ends = bonds ^ (((bonds << 1) | (bonds >> (sites - 1))) & all);
            Polynomial term = Polynomial.Power(T, BitOperations.PopCount((uint)bonds));
            _numerators[ends] = _numerators.TryGetValue(ends, out Polynomial? sum) ? sum + term : term;
        }
    }

    /// <summary>t = tanh β.</summary>
    public static Symbol T { get; } = new("t");

    /// <summary>N.</summary>
    public int Sites { get; }

    /// <summary>1 + t^N, the denominator of every moment.</summary>
    public Polynomial Denominator => _numerators[0];

    /// <summary>⟨Π v_i⟩ (1 + t^N) for a set of sites.</summary>
    /// <param name="set">One bit a site.</param>
    public Polynomial Numerator(int set) => _numerators.GetValueOrDefault(set, Polynomial.Zero);

    /// <summary>⟨Π v_i⟩ as a series in t, truncated.</summary>
    /// <param name="set">One bit a site.</param>
    /// <param name="kept">What to keep; t must have weight 1 or more.</param>
    public Polynomial Moment(int set, Grading kept)
    {
        // 1/(1 + y), y = t^N, whose coefficients are ±1.
        IEnumerable<int> orders = Enumerable.Range(0, kept.Maximum + 1);
        PowerSeries inverse = new([.. orders.Select(n => (Rational)(n % 2 == 0 ? 1 : -1))]);
        return Numerator(set).Times(inverse.Compose(Denominator - 1, kept), kept);
    }
}
