namespace RbmTheory.Theory.Tests;

/// <summary>
/// Everything by brute force over the 2^N configurations of a small ring: the oracle of the closed forms. Weights are
/// stored unit by unit, w_iμ = weights[μN + i].
/// </summary>
internal sealed class Enumeration
{
    private readonly int _sites;
    private readonly double[] _probabilities;

    public Enumeration(int sites, double beta)
    {
        _sites = sites;
        _probabilities = new double[1 << sites];
        for (int v = 0; v < _probabilities.Length; v++)
        {
            int bonds = 0;
            for (int i = 0; i < sites; i++)
                bonds += Spin(v, i) * Spin(v, (i + 1) % sites);
            _probabilities[v] = Math.Exp(beta * bonds);
        }

        Partition = _probabilities.Sum();
        for (int v = 0; v < _probabilities.Length; v++)
            _probabilities[v] /= Partition;
    }

    public double Partition { get; }

    public double NegativeEntropy => _probabilities.Sum(p => p * Math.Log(p));

    public double Covariance(int i, int j) => Mean(v => Spin(v, i) * Spin(v, j));

    /// <summary>⟨log p(v)⟩ of the machine of M hidden ±1 units, p(v) = Π_μ 2cosh I_μ(v) / Z.</summary>
    public double LogLikelihood(double[] weights)
    {
        double partition = 0;
        for (int v = 0; v < _probabilities.Length; v++)
            partition += Math.Exp(LogWeight(weights, v));
        return Mean(v => LogWeight(weights, v)) - Math.Log(partition);
    }

    /// <summary>⟨v_i tanh I_μ⟩_data − ⟨v_i tanh I_μ⟩_model, (19)–(22).</summary>
    public double[] Gradient(double[] weights)
    {
        var gradient = new double[weights.Length];
        double partition = 0;
        for (int v = 0; v < _probabilities.Length; v++)
            partition += Math.Exp(LogWeight(weights, v));
        for (int v = 0; v < _probabilities.Length; v++)
        {
            double difference = _probabilities[v] - (Math.Exp(LogWeight(weights, v)) / partition);
            for (int k = 0; k < weights.Length; k++)
                gradient[k] += difference * Spin(v, k % _sites) * Math.Tanh(Input(weights, k / _sites, v));
        }

        return gradient;
    }

    public double Mean(Func<int, double> observable)
    {
        double sum = 0;
        for (int v = 0; v < _probabilities.Length; v++)
            sum += _probabilities[v] * observable(v);
        return sum;
    }

    /// <summary>The share of each configuration in so many that are drawn.</summary>
    public double[] Draw(int samples, Random random)
    {
        double[] shares = new double[_probabilities.Length], sums = new double[_probabilities.Length];
        double sum = 0;
        for (int v = 0; v < sums.Length; v++)
            sums[v] = sum += _probabilities[v];
        for (int s = 0; s < samples; s++)
        {
            int place = Array.BinarySearch(sums, random.NextDouble());
            shares[Math.Min(place < 0 ? ~place : place, sums.Length - 1)] += 1.0 / samples;
        }

        return shares;
    }

    public double Input(double[] weights, int unit, int v)
    {
        double input = 0;
        for (int i = 0; i < _sites; i++)
            input += weights[(unit * _sites) + i] * Spin(v, i);
        return input;
    }

    public static int Spin(int v, int i) => ((v >> i) & 1) == 0 ? -1 : 1;

    private double LogWeight(double[] weights, int v)
    {
        double sum = 0;
        for (int unit = 0; unit < weights.Length / _sites; unit++)
            sum += Math.Log(2 * Math.Cosh(Input(weights, unit, v)));
        return sum;
    }
}
