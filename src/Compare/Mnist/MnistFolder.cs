using System.Security.Cryptography;
using RbmTheory.Compare.Training;
using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Data.Formats;

namespace RbmTheory.Compare.Mnist;

/// <summary>
/// A folder with the four files of the MNIST digits, packed by gzip or not: the one that is given, else the one that
/// the environment variable <c>RBM_MNIST</c> names, else the one that <c>rbm data mnist</c> fetches
/// them to. Files of the same names with other pictures can be read too; <see cref="Doubt"/> says so.
/// </summary>
public sealed class MnistFolder
{
    /// <summary>The environment variable.</summary>
    public const string Variable = "RBM_MNIST";

    /// <summary>A pixel is on if and only if its grey is above this.</summary>
    public const int Threshold = 127;

    private const int ShownDigits = 12;

    private MnistFolder(string path) => Path = path;

    /// <summary>Where <c>rbm data mnist</c> fetches the files to unless told otherwise: <c>rbm/mnist</c> in the folder
    /// of a user's application data, <c>~/.local/share</c> on Linux.</summary>
    public static string Standard
        => System.IO.Path.Combine(
            Environment.GetFolderPath(
                Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify),
            "rbm", "mnist");

    /// <summary>Where it is.</summary>
    public string Path { get; }

    /// <summary>Finds the folder: what is given, else what the environment names, else
    /// <see cref="Standard"/>.</summary>
    /// <param name="given">What the option <c>--mnist</c> names; null for nothing.</param>
    /// <exception cref="InputException">A folder that is named lacks a file, or none is named and the standard one
    /// lacks one: one line says the three ways to have them.</exception>
    public static MnistFolder Find(string? given)
        => Find(given, Environment.GetEnvironmentVariable(Variable), Standard);

    /// <summary>The same, with what the environment says.</summary>
    internal static MnistFolder Find(string? given, string? variable, string standard)
    {
        if (given is not null)
            return Named("--mnist", given);
        if (!string.IsNullOrEmpty(variable))
            return Named(Variable, variable);
        return MissingIn(standard) is null ? new(standard)
            : throw new InputException("the MNIST digits are not there: give --mnist FOLDER, set the environment "
                + $"variable {Variable} to the folder of the four files, or fetch them by rbm data mnist");
    }

    /// <summary>The pictures to be trained on or, with <paramref name="isTest"/>, the others, one bit a pixel, with the
    /// digits that they show.</summary>
    /// <param name="isTest">Whether the 10,000 that are not trained on are meant.</param>
    /// <param name="digest">Receives SHA-256 of the file of the pictures, unpacked.</param>
    /// <param name="shape">Receives the shape of a picture.</param>
    /// <exception cref="InputException">A file cannot be read, or is damaged.</exception>
    internal LabelledSet Read(bool isTest, out string digest, out PictureShape shape)
    {
        (ReadOnlyMemory<byte> bytes, digest) = Content(isTest ? MnistFile.TestImages : MnistFile.TrainImages);
        (ReadOnlyMemory<byte> labelBytes, _) = Content(isTest ? MnistFile.TestLabels : MnistFile.TrainLabels);
        try
        {
            StoredArray images = IdxFile.Read(bytes), labels = IdxFile.Read(labelBytes);
            if (images.Shape is not [> 0, > 0, > 0])
                throw new FormatException($"its pictures are of {images.Shape.Count} dimensions or empty");
            if (labels.Shape is not [int count] || count != images.Rows)
                throw new FormatException($"there are {images.Rows} pictures, but not as many labels");
            shape = new(images.Shape[1], images.Shape[2]);
            return new(Bits(images), Array.ConvertAll(labels.ToDoubles(), label => (byte)label));
        }
        catch (FormatException error)
        {
            throw new InputException($"the MNIST digits in {Path} cannot be used: {error.Message}");
        }
    }

    /// <summary>One line where the pictures are others than those of MNIST; else null.</summary>
    /// <param name="isTest">Which pictures.</param>
    /// <param name="digest">The digest of <see cref="Read"/>.</param>
    internal string? Doubt(bool isTest, string digest)
    {
        MnistFile file = isTest ? MnistFile.TestImages : MnistFile.TrainImages;
        return digest == file.Digest ? null
            : $"{file.Name} in {Path} does not hold the pictures of MNIST: the SHA-256 of its content is "
                + $"{digest[..ShownDigits]}…, that of MNIST {file.Digest[..ShownDigits]}…";
    }

    /// <summary>SHA-256 of the content of a file, in lower-case hexadecimal digits.</summary>
    internal static string DigestOf(ReadOnlyMemory<byte> unpacked)
        => Convert.ToHexStringLower(SHA256.HashData(unpacked.Span));

    private static MnistFolder Named(string name, string folder)
        => MissingIn(folder) is not MnistFile missing ? new(System.IO.Path.GetFullPath(folder))
            : throw new InputException($"{name} = {folder}, but it should be a folder with the four files of MNIST: "
                + $"there is no {missing.PackedName}, nor {missing.Name}");

    private static MnistFile? MissingIn(string folder)
        => MnistFile.All.FirstOrDefault(file => file.PathIn(folder) is null);

    private (ReadOnlyMemory<byte> Bytes, string Digest) Content(MnistFile file)
    {
        string path = file.PathIn(Path) ?? System.IO.Path.Combine(Path, file.PackedName);
        try
        {
            ReadOnlyMemory<byte> bytes = FileContent.Unpack(File.ReadAllBytes(path));
            return (bytes, DigestOf(bytes));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or FormatException)
        {
            throw new InputException($"the file {path} cannot be used: {error.Message}");
        }
    }

    private static SpinSet Bits(StoredArray images)
    {
        double[] pixels = new double[images.RowLength];
        SpinSet set = new(images.Rows, pixels.Length);
        byte[] row = new byte[set.RowBytes];
        for (int s = 0; s < images.Rows; s++)
        {
            images.CopyRow(s, pixels);
            Array.Clear(row);
            for (int i = 0; i < pixels.Length; i++)
                row[i >> 3] |= (byte)(pixels[i] > Threshold ? 1 << (i & 7) : 0);
            set.Write(s, row);
        }

        return set;
    }
}
