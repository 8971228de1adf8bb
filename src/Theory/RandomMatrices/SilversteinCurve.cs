namespace RbmTheory.Theory.RandomMatrices;

/// <summary>
/// Silverstein's equation in y = −1/m, z = ψ(y) = y + r y Σ_j w_j τ_j/(y − τ_j), solved without iterating in the
/// complex plane. Over a real u = Re y there is a y on the real axis of z in one way only:
/// <code>
/// Im ψ(u + iv) = v [1 − r Σ_j w_j τ_j²/((u − τ_j)² + v²)] = 0,  v &gt; 0
/// </code>
/// The bracket increases with v, so v(u) exists, and is one, iff ψ′(u) = 1 − r Σ w τ²/(u − τ)² &lt; 0. Along the curve
/// x(u) = Re ψ increases, ψ being conformal above it: u is a coordinate on the support. Where ψ′(u) &gt; 0, x = ψ(u) is
/// outside the support (Silverstein and Choi). Between two neighbouring τ, ψ′ is concave: at most one gap.
/// </summary>
internal sealed class SilversteinCurve
{
    private readonly double[] _values;
    private readonly double[] _weights;
    private readonly double _ratio;
    private readonly double _reach; // √(r Σ wτ²): at this distance from every pole, or above the real axis, ψ′ ≥ 0

    public SilversteinCurve(PopulationSpectrum population, double noiseRatio)
    {
        _values = [.. population.Values];
        _weights = [.. population.Weights];
        _ratio = noiseRatio;
        _reach = Math.Sqrt(noiseRatio * _values.Zip(_weights, (tau, w) => w * tau * tau).Sum());
    }

    /// <summary>The intervals of u on which ψ′ &lt; 0, in ascending order: one for each band of the support.</summary>
    public List<(double Lower, double Upper)> Bands()
    {
        var bands = new List<(double, double)>();
        double lower = ZeroBeside(_values[0], -1, _reach);
        for (int j = 0; j + 1 < _values.Length; j++)
        {
            double left = _values[j], right = _values[j + 1];
            double summit = Bisection.Find(y => -Curvature(y), left, right);
            if (summit <= left || summit >= right || Slope(summit) <= 0)
                continue;
            bands.Add((lower, ZeroBeside(left, 1, summit - left)));
            lower = ZeroBeside(right, -1, right - summit);
        }

        bands.Add((lower, ZeroBeside(_values[^1], 1, _reach)));
        return bands;
    }

    /// <summary>x(u), the sample eigenvalue, and v(u) = Im y.</summary>
    public (double X, double V) At(double u)
    {
        double v = Height(u);
        double x = u;
        for (int j = 0; j < _values.Length; j++)
        {
            double distance = u - _values[j];
            // Re[y/(y − τ)] = 1 + τ Re[1/(y − τ)]
            x += _ratio * _weights[j] * _values[j]
                * (1 + (_values[j] * distance / ((distance * distance) + (v * v))));
        }

        return (x, v);
    }

    private double Height(double u) => Slope(u) < 0 ? Bisection.FindSmall(v => Bracket(u, v), _reach) : 0;

    // The zero of ψ′ nearest to the pole on one side of it, no further than where ψ′ is known not to be negative.
    private double ZeroBeside(double pole, int side, double reach)
        => pole + (side * Bisection.FindSmall(s => Slope(pole + (side * s)), reach));

    private double Slope(double y) => Bracket(y, 0);

    private double Bracket(double u, double v)
    {
        double sum = 0;
        for (int j = 0; j < _values.Length; j++)
        {
            double distance = u - _values[j];
            sum += _weights[j] * _values[j] * _values[j] / ((distance * distance) + (v * v));
        }

        return 1 - (_ratio * sum);
    }

    // ψ″/(2r)
    private double Curvature(double y)
    {
        double sum = 0;
        for (int j = 0; j < _values.Length; j++)
        {
            double distance = y - _values[j];
            sum += _weights[j] * _values[j] * _values[j] / (distance * distance * distance);
        }

        return sum;
    }
}
