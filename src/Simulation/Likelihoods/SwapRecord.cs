namespace RbmTheory.Simulation.Likelihoods;

/// <summary>What a tempering leaves: the log-weight differences of neighbouring rungs, how often they swapped, and
/// configurations of the last rung.</summary>
internal sealed class SwapRecord
{
    /// <summary>Most times of one pair that are kept: of a longer run every second one, every third …</summary>
    private const int MostTimes = 4000;
    private const int Blocks = 8;

    private readonly int _ladders;
    private readonly int _every;
    private readonly int _sampleEvery;
    private readonly List<double>[] _ofFirst;
    private readonly List<double>[] _ofSecond;
    private readonly double[] _accepted;
    private readonly int[] _tried;
    private readonly List<byte> _samples = [];

    public SwapRecord(int rungs, TemperingPlan plan)
    {
        _ladders = plan.Ladders;
        _every = (plan.Sweeps / 2 + MostTimes - 1) / MostTimes;
        int times = Math.Max(plan.Samples / plan.Ladders, 1);
        _sampleEvery = (plan.Sweeps + times - 1) / times;
        _ofFirst = [.. Enumerable.Range(1, rungs - 1).Select(_ => new List<double>())];
        _ofSecond = [.. Enumerable.Range(1, rungs - 1).Select(_ => new List<double>())];
        (_accepted, _tried) = (new double[rungs - 1], new int[rungs - 1]);
    }

    /// <summary>Adds one ladder of a pair; ladders come in order.</summary>
    /// <param name="pair">The lower rung.</param>
    /// <param name="first">L_{k+1} − L_k of the replica at the lower one.</param>
    /// <param name="second">The same of the replica at the upper one.</param>
    /// <param name="probability">With which they swap.</param>
    public void Add(int pair, double first, double second, double probability)
    {
        _accepted[pair] += probability;
        if (_tried[pair]++ / _ladders % _every != 0)
            return;
        _ofFirst[pair].Add(first);
        _ofSecond[pair].Add(second);
    }

    /// <summary>Keeps configurations of the last rung, now and then.</summary>
    /// <param name="sweep">The number of the sweep.</param>
    /// <param name="rows">Those of all ladders.</param>
    public void Keep(int sweep, ReadOnlySpan<byte> rows)
    {
        if ((sweep + 1) % _sampleEvery == 0)
            _samples.AddRange(rows);
    }

    /// <summary>The mean probability of a swap.</summary>
    /// <param name="pair">The lower rung.</param>
    public double AcceptedShare(int pair) => _accepted[pair] / _tried[pair];

    /// <summary>log Z of the last rung.</summary>
    /// <param name="logStart">log Z of the first.</param>
    /// <param name="roundTrips">See <see cref="TemperedEstimate.RoundTrips"/>.</param>
    /// <param name="freshSamples">See <see cref="TemperedEstimate.FreshSamples"/>.</param>
    public TemperedEstimate Estimate(double logStart, int roundTrips, int freshSamples)
    {
        double log = logStart;
        double[] ofLadder = new double[_ladders], ofBlock = new double[Blocks];
        for (int k = 0; k < _accepted.Length; k++)
        {
            ReadOnlySpan<double> first = Numbers(_ofFirst[k]), second = Numbers(_ofSecond[k]);
            BennettRatio ratio = BennettRatio.Of(first, second);
            log += ratio.LogRatio;
            int times = first.Length / _ladders;
            for (int i = 0; i < first.Length; i++)
            {
                double influence = ratio.InfluenceOf(first[i], false) + ratio.InfluenceOf(second[i], true);
                ofLadder[i % _ladders] += influence;
                ofBlock[(int)((long)(i / _ladders) * Blocks / times)] += influence;
            }
        }

        double error = Math.Max(ErrorOf(ofLadder), ErrorOf(ofBlock));
        return new(log, error, _accepted.Length + 1, Enumerable.Range(0, _accepted.Length).Min(AcceptedShare),
            roundTrips, freshSamples, Apart(ofLadder), _samples.ToArray());
    }

    private static ReadOnlySpan<double> Numbers(List<double> list)
        => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(list);

    /// <summary>The difference of odd and even ladders, in errors from the spread within either.</summary>
    private static double Apart(double[] influences)
    {
        double[] odd = [.. influences.Where((_, r) => r % 2 == 1)], even = [.. influences.Where((_, r) => r % 2 == 0)];
        double Squares(double[] group) => group.Sum(x => (x - group.Average()) * (x - group.Average()));
        double variance = (Squares(odd) + Squares(even)) / (influences.Length - 2)
            * (1.0 / odd.Length + 1.0 / even.Length);
        double apart = Math.Abs(odd.Average() - even.Average()) / Math.Sqrt(variance);
        return double.IsNaN(apart) ? 0 : apart;
    }

    /// <summary>The error of a sum of independent parts, each of which moves it by so much.</summary>
    private static double ErrorOf(double[] influences)
    {
        double n = influences.Length, squares = influences.Sum(x => x * x);
        double error = Math.Sqrt(n / (n - 1) * squares);
        return double.IsNaN(error) ? double.PositiveInfinity : error;
    }
}
