namespace RbmTheory.Compare.Training;

/// <summary>The MNIST digits, 28 × 28 binary units, a pixel on where its grey is above 127; see
/// <see cref="Mnist.MnistFolder"/> for where they are.</summary>
/// <param name="IsTest">Whether the 10,000 test pictures are meant, and not the 60,000 others.</param>
public sealed record MnistSpec(bool IsTest) : DataSpec
{
    /// <summary>Number of samples S.</summary>
    public int Samples => IsTest ? 10_000 : 60_000;

    /// <inheritdoc/>
    public override string ToString() => IsTest ? "mnist:test" : "mnist";

    /// <summary>Reads what stands behind the colon: test, train, or nothing for train.</summary>
    internal static MnistSpec OfParts(string parts) => parts switch
    {
        "" or "train" => new(IsTest: false),
        "test" => new(IsTest: true),
        _ => throw new FormatException($"'{(parts.Length > 30 ? parts[..30] + "…" : parts)}', but it should be train "
            + "or test"),
    };
}
