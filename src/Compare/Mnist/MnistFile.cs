namespace RbmTheory.Compare.Mnist;

/// <summary>One of the four files of the MNIST digits.</summary>
/// <param name="Name">Its name, without the ending <c>.gz</c> that it has where it is packed.</param>
/// <param name="Bytes">Its length, unpacked.</param>
/// <param name="Digest">SHA-256 of its bytes, unpacked, in lower-case hexadecimal digits: copies of the files are
/// packed in different ways.</param>
internal sealed record MnistFile(string Name, int Bytes, string Digest)
{
    /// <summary>60,000 pictures to be trained on, 28 × 28 bytes each.</summary>
    public static readonly MnistFile TrainImages = new("train-images-idx3-ubyte", 47_040_016,
        "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db");

    /// <summary>The digits that they show.</summary>
    public static readonly MnistFile TrainLabels = new("train-labels-idx1-ubyte", 60_008,
        "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5");

    /// <summary>10,000 pictures that are not trained on.</summary>
    public static readonly MnistFile TestImages = new("t10k-images-idx3-ubyte", 7_840_016,
        "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7");

    /// <summary>The digits that they show.</summary>
    public static readonly MnistFile TestLabels = new("t10k-labels-idx1-ubyte", 10_008,
        "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2");

    /// <summary>The four.</summary>
    public static readonly IReadOnlyList<MnistFile> All = [TrainImages, TrainLabels, TestImages, TestLabels];

    /// <summary>Its name where it is packed, as mirrors have it.</summary>
    public string PackedName => Name + ".gz";

    /// <summary>Where it is in a folder, packed or not; null where it is not there.</summary>
    /// <param name="folder">The folder.</param>
    public string? PathIn(string folder)
        => ((string[])[Path.Combine(folder, PackedName), Path.Combine(folder, Name)]).FirstOrDefault(File.Exists);
}
