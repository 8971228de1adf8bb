namespace RbmTheory.Theory.Tests.SpectralDynamics;

/// <summary>
/// A machine of units 0 and 1 and its data by brute force over all configurations, shares of which are the data. Weights
/// are stored unit by unit, w_iμ = weights[μN + i].
/// </summary>
internal sealed class BinaryEnumeration
{
    private readonly double[] _shares;

    /// <summary>Data of independent coins that flip together with a hidden cause, so that no mean is ½, no two are
    /// alike, and pairs are correlated with either sign.</summary>
    public BinaryEnumeration(int sites, int hidden)
    {
        (Sites, Hidden) = (sites, hidden);
        _shares = new double[1 << sites];
        for (int v = 0; v < _shares.Length; v++)
        {
            foreach ((double cause, double sign) in ((double, double)[])[(0.35, 1), (0.65, -1)])
            {
                double share = cause;
                for (int i = 0; i < sites; i++)
                {
                    double on = 0.4 + (0.05 * i) + (sign * (0.3 - (0.12 * i)));
                    share *= Bit(v, i) == 1 ? on : 1 - on;
                }

                _shares[v] += share;
            }
        }

        Means = [.. Enumerable.Range(0, sites).Select(i => Average(v => Bit(v, i)))];
        Fields = [.. Means.Select(p => Math.Log(p / (1 - p)))];
        Covariance = new double[sites, sites];
        for (int i = 0; i < sites; i++)
        {
            for (int j = 0; j <= i; j++)
                Covariance[i, j] = Covariance[j, i] = Average(v => Bit(v, i) * Bit(v, j)) - (Means[i] * Means[j]);
        }
    }

    public int Sites { get; }

    public int Hidden { get; }

    public double[] Means { get; }

    /// <summary>ln(p/(1 − p)).</summary>
    public double[] Fields { get; }

    public double[,] Covariance { get; }

    /// <summary>The gradient of the log-likelihood: of weights, visible and hidden fields, in one vector.</summary>
    public double[] Gradient(ReadOnlySpan<double> parameters)
    {
        int n = Sites, m = Hidden;
        double[] all = parameters.ToArray(), gradient = new double[all.Length], model = new double[_shares.Length];
        double Input(int v, int mu) => all[(n * m) + n + mu] + Enumerable.Range(0, n).Sum(i => Bit(v, i) * all[(mu * n) + i]);
        for (int v = 0; v < model.Length; v++)
        {
            double log = Enumerable.Range(0, n).Sum(i => Bit(v, i) * all[(n * m) + i])
                + Enumerable.Range(0, m).Sum(mu => Math.Log(1 + Math.Exp(Input(v, mu))));
            model[v] = Math.Exp(log);
        }

        double partition = model.Sum();
        for (int v = 0; v < model.Length; v++)
        {
            double difference = _shares[v] - (model[v] / partition);
            for (int i = 0; i < n; i++)
                gradient[(n * m) + i] += difference * Bit(v, i);
            for (int mu = 0; mu < m; mu++)
            {
                double on = difference / (1 + Math.Exp(-Input(v, mu)));
                gradient[(n * m) + n + mu] += on;
                for (int i = 0; i < n; i++)
                    gradient[(mu * n) + i] += on * Bit(v, i);
            }
        }

        return gradient;
    }

    private double Average(Func<int, double> f) => Enumerable.Range(0, _shares.Length).Sum(v => _shares[v] * f(v));

    private static int Bit(int v, int i) => (v >> i) & 1;
}
