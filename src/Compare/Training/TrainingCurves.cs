namespace RbmTheory.Compare.Training;

/// <summary>What is recorded during a training: curves by name, each with a value for every entry of
/// <c>epoch</c>.</summary>
public sealed class TrainingCurves
{
    /// <summary>The curve that says when.</summary>
    public const string Epoch = "epoch";

    /// <summary>Seconds trained so far, kept beside the curves in a checkpoint; one number, and no curve.</summary>
    public const string Seconds = "seconds";

    private readonly Dictionary<string, List<double>> _curves = [];

    /// <summary>Empty curves, or those of a checkpoint.</summary>
    /// <param name="saved">The saved ones; null for none.</param>
    /// <exception cref="FormatException">They are not of equal length.</exception>
    public TrainingCurves(IReadOnlyDictionary<string, double[]>? saved = null)
    {
        foreach ((string name, double[] values) in saved ?? new Dictionary<string, double[]>())
        {
            if (name != Seconds)
                _curves[name] = [.. values];
        }

        if (_curves.Values.Select(curve => curve.Count).Distinct().Count() > 1)
            throw new FormatException("its curves are not of equal length");
    }

    /// <summary>The curves.</summary>
    public IReadOnlyDictionary<string, double[]> All => _curves.ToDictionary(c => c.Key, c => c.Value.ToArray());

    /// <summary>The latest values, but for the epoch.</summary>
    public IEnumerable<(string Name, double Value)> Latest
        => _curves.Where(c => c.Key != Epoch && c.Value.Count > 0).Select(c => (c.Key, c.Value[^1]));

    /// <summary>The last epoch that has a point; −1 before the first.</summary>
    public double LastEpoch => _curves.GetValueOrDefault(Epoch) is [.., double last] ? last : -1;

    /// <summary>Adds one point to every curve.</summary>
    /// <param name="epoch">Epochs finished.</param>
    /// <param name="values">Names and values, the same names each time.</param>
    public void Add(int epoch, IEnumerable<(string Name, double Value)> values)
    {
        foreach ((string name, double value) in values.Prepend((Epoch, epoch)))
        {
            if (!_curves.TryGetValue(name, out List<double>? curve))
                _curves[name] = curve = [];
            curve.Add(value);
        }
    }
}
