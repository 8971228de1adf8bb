using System.Globalization;
using System.Text.RegularExpressions;

namespace RbmTheory.Compare.Training;

/// <summary>Where training data come from, as one text: a model that is sampled, or a file.</summary>
public abstract partial record DataSpec
{
    /// <summary>The data of Fig. 3(a) of the paper.</summary>
    public const string Standard = "ising:sites=100,beta=1,samples=10000";

    private const string Digits = "digits", Tree = "tree", Mnist = "mnist";

    /// <summary>What a text may be, for error messages.</summary>
    public const string Allowed = "ising:sites=N,beta=B,samples=S, xy:sites=N,colours=P,beta=B,samples=S, either with "
        + "couplings=J1/J2/… or sampler=gibbs, digits:samples=S, tree:samples=S, mnist or mnist:test, or a file named .h5, "
        + ".hdf5, .mat, .fasta, .fa, .afa, .npy, .npz, .npz:ARRAY or .h5:DATASET, .csv, "
        + ".txt, .dat, .tsv, .d or .idx, packed or not (.gz)";

    /// <summary>Reads a text; <see cref="object.ToString"/> gives it back in one spelling, every part named, paths
    /// absolute.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="FormatException">It is none; one line says in what way.</exception>
    public static DataSpec Parse(string text)
    {
        string parts = text[HeadOf(text).Length..].TrimStart(':');
        if (HeadOf(text) == Digits)
            return DigitSpec.OfParts(parts);
        if (HeadOf(text) == Tree)
            return TreeSpec.OfParts(parts);
        if (HeadOf(text) == Mnist)
            return MnistSpec.OfParts(parts);
        if (IsModel(text))
            return RingSpec.Parse(HeadOf(text), parts);
        Match file = FileName().Match(text);
        if (!file.Success || text.Contains('\0', StringComparison.Ordinal))
            throw new FormatException($"it should be {Allowed}");
        string? array = file.Groups["array"].Success ? file.Groups["array"].Value : null;
        return new FileSpec(Path.GetFullPath(file.Groups["path"].Value), array);
    }

    /// <summary>Whether a text begins as that of a model does.</summary>
    /// <param name="text">The text.</param>
    public static bool IsModel(string text) => HeadOf(text) is "ising" or "xy" or Digits or Tree or Mnist;

    private static string HeadOf(string text) => text.Split(':', 2)[0];

    [GeneratedRegex("""
        ^(?:(?<path>.*\.(?:npz|h5|hdf5|mat)(?:\.gz)?):(?<array>[^\\:]+)
        |(?<path>.*(?:\.npy|\.npz|\.h5|\.hdf5|\.mat|\.fasta|\.fa|\.afa
        |\.csv|\.txt|\.dat|\.tsv|\.d|\.idx|-ubyte)(?:\.gz)?))\z
        """, RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex FileName();
}

/// <summary>A file of S rows of N numbers.</summary>
/// <param name="Place">Its path, absolute.</param>
/// <param name="Array">The array of an archive, or dataset of HDF5; null for the only one, or <c>samples</c>.</param>
public sealed record FileSpec(string Place, string? Array) : DataSpec
{
    /// <inheritdoc/>
    public override string ToString() => Array is null ? Place : $"{Place}:{Array}";
}
