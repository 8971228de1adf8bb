using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using PureHDF;
using RbmTheory.Simulation.Data.Formats;

namespace RbmTheory.Benchmarks.Reliability;

/// <summary>Small valid files of every kind that the program reads, most of them made by itself.</summary>
internal static partial class FuzzSeeds
{
    private const int Samples = 20, Sites = 6;

    private const string Short = " --batch 4 --chains 4 --steps 1 --epochs 2 --annealing 0 --threads 1 --save-every 0";

    /// <summary>Makes them in the folder that the process is in.</summary>
    /// <exception cref="InvalidOperationException">The program refuses a command line.</exception>
    public static void Make()
    {
        MakeData();
        Run("train --data bits.csv --visible binary --hidden-units binary --fields --hidden 2 "
            + "--snapshots dense:octave=2,every=5,until=20 --out run" + Short);
        Run("train --sites 6 --samples 20 --hidden 1 --out ring" + Short);
        Run("train --data xy:sites=5,colours=3,beta=1,samples=20 --hidden 1 --out xy" + Short);
        Run("train --data letters.fasta --hidden-units binary --hidden 2 --fields --out potts" + Short);
        foreach (string folder in (string[])["run", "ring", "xy", "potts"])
            Settle(Path.Combine(folder, "result.json"));
        Run("export run --format npz machine.npz");
        Run("export run --format rbms machine.h5");
        Run("export run --format cossio cossio.h5");
        Run("export potts --format rbms potts.h5");
        Run("train --data bits.csv --start machine.npz --out started" + Short);
        File.WriteAllText("diverged.txt", "training diverged in epoch 2: a weight is not finite\n");
        Run("sample run --samples 10 --steps 4 --threads 1 --out samples.npy");
        Run("sample run --samples 10 --steps 4 --threads 1 --out samples.npz");
        File.WriteAllText("plan.json", """
            {
              "data": "ising:sites=6,beta={b},samples=20",
              "b": [0.5, "1..1 by 0.5"], "hidden": [1, 2], "rate": [0.1, 0.2],
              "zip": [["hidden", "rate"]], "batch": 4, "chains": 4, "steps": 1, "epochs": 1, "annealing": 0
            }
            """);
        File.WriteAllText("settings.json", """
            { "data": "bits.csv", "hidden": 2, "batch": 4, "chains": 4, "epochs": 1, "annealing": 0, "fields": true, "rate": 0.1 }
            """);
        Run("sweep plan.json --out sweep --threads 1");
        string part = Path.Combine("sweep", "runs", "0000"), failed = Path.Combine(part, "000001.failed");
        Directory.Move(Path.Combine(part, "000001"), failed);
        File.WriteAllText(Path.Combine(failed, "failed.txt"), "--rate = 2, but that is a test\n");
        Directory.Move(Path.Combine(part, "000002"), Path.Combine(part, "000002.1"));
        foreach (string file in Directory.GetFiles(part, "result.json", SearchOption.AllDirectories))
            Settle(file);
        Run("figure decelle/chains --preset tiny --out report --threads 1");
        Run("figure decelle/errata --preset tiny --out report --threads 1");
        Run("figure harsh/14a --preset tiny --out report --threads 1");
        Directory.Delete(Path.Combine("report", "figures"), recursive: true);
        foreach (string file in Directory.GetFiles(Path.Combine("report", "records"), "*.jsonl"))
            Settle(file);
        // The same records before they are packed, a file each.
        Directory.CreateDirectory(Path.Combine("single", "records", "chains"));
        foreach (string line in File.ReadAllLines(Path.Combine("report", "records", "chains.jsonl")))
            File.WriteAllText(Path.Combine("single", "records", "chains", RunName().Match(line).Groups[1].Value + ".json"), line);
    }

    /// <summary>Data in each format.</summary>
    private static void MakeData()
    {
        System.Random random = new(1);
        double[] bits = [.. Enumerable.Range(0, Samples * Sites).Select(i => (double)random.Next(2))];
        string Table(string separator, Func<double, string> show) => string.Concat(Enumerable.Range(0, Samples).Select(
            s => string.Join(separator, bits.Skip(s * Sites).Take(Sites).Select(show)) + "\n"));
        File.WriteAllText("bits.csv", Table(",", bit => $"{bit}"));
        File.WriteAllText("named.csv", ",a,b,c,d,e,f\n" + string.Concat(Table(",", bit => $"{bit}").Split('\n')
            .SkipLast(1).Select((line, s) => $"{s},{line}\n")));
        File.WriteAllText("spins.tsv", Table("\t", bit => $"{2 * bit - 1}"));
        File.WriteAllText("spins.txt", Table(" ", bit => $"{2 * bit - 1}"));
        File.WriteAllText("digits.dat", Table("  ", bit => $"{bit:F1}"));
        File.WriteAllText("colours.csv", Table(";", bit => $"{bit + random.Next(2)}"));
        File.WriteAllText("weights.txt", string.Concat(Enumerable.Range(0, Samples).Select(s => $"{1 + s % 3}\n")));
        File.WriteAllText("vector.txt", string.Join("\n", Enumerable.Range(0, 12).Select(i => $"0.0{i}")));
        File.WriteAllText("coupling.txt", "1 0 0\n0 1 0\n0 0 1\n");
        File.WriteAllText("labels.csv", "name,kind\n" + string.Concat(Enumerable.Range(0, Samples)
            .Select(s => $"p{s},\"{(s % 2 == 0 ? "even" : "odd")}\"\n")));
        File.WriteAllText("letters.fasta", string.Concat(Enumerable.Range(0, Samples).Select(s => $">s{s}\n"
            + string.Concat(Enumerable.Range(0, Sites).Select(_ => "ACDEFGHIKLMNPQRSTVWY-"[random.Next(21)])) + "\n")));
        byte[] pictures = [0, 0, 8, 3, 0, 0, 0, Samples, 0, 0, 0, 2, 0, 0, 0, 3, .. bits.Select(bit => (byte)(255 * bit))];
        byte[] labels = [0, 0, 8, 1, 0, 0, 0, Samples, .. Enumerable.Range(0, Samples).Select(s => (byte)(s % 10))];
        File.WriteAllBytes("pictures.idx", pictures);
        File.WriteAllBytes("pictures.idx.gz", Pack(pictures));
        File.WriteAllBytes("table.csv.gz", Pack(File.ReadAllBytes("bits.csv")));
        Directory.CreateDirectory("mnist");
        foreach ((string name, byte[] content) in (ReadOnlySpan<(string, byte[])>)[("train-images-idx3", pictures),
            ("train-labels-idx1", labels), ("t10k-images-idx3", pictures), ("t10k-labels-idx1", labels)])
            File.WriteAllBytes(Path.Combine("mnist", $"{name}-ubyte.gz"), Pack(content));
        using (FileStream file = File.Create("bits.npy"))
            NpyFile.Write(file, bits, Samples, Sites);
        using (FileStream file = File.Create("bits.npz"))
            NpzFile.Write(file, compressed: true, ("samples", npy => NpyFile.Write(npy, bits, Samples, Sites)));
        using (FileStream file = File.Create("vector.npy"))
            NpyFile.Write(file, [.. Enumerable.Range(0, 12).Select(i => 0.01 * i)], 12);
        float[,] matrix = new float[Samples, Sites];
        for (int i = 0; i < bits.Length; i++)
            matrix[i / Sites, i % Sites] = (float)bits[i];
        new H5File { ["samples"] = matrix }.Write("bits.h5");
        new H5File { ["group"] = new H5Group { ["x"] = matrix } }.Write("other.mat");
        Directory.CreateDirectory("humans");
        File.WriteAllBytes(Path.Combine("humans", "ehgdp.csv.gz"), Pack(File.ReadAllBytes("bits.csv")));
        File.WriteAllText(Path.Combine("humans", "labels.csv"), "person,population,region\n"
            + string.Concat(Enumerable.Range(0, Samples).Select(s => $"{s},\"p{s % 4}\",\"r{s % 2}\"\n")));
    }

    private static byte[] Pack(byte[] content)
    {
        using MemoryStream packed = new();
        using (GZipStream gzip = new(packed, CompressionLevel.Optimal))
            gzip.Write(content);
        return packed.ToArray();
    }

    /// <summary>Takes the time that a run took out of a file, so that the file is the same whenever it is made.</summary>
    private static void Settle(string path)
        => File.WriteAllText(path, Seconds().Replace(File.ReadAllText(path), "\"seconds\":1"));

    private static void Run(string line)
    {
        using StringWriter output = new(), errors = new();
        int code = Compare.Commands.CommandLine.Run(line.Split(' '), output, errors, isInteractive: false, CancellationToken.None);
        if (code != 0)
            throw new InvalidOperationException($"rbm {line} gave {code}: {errors}");
    }

    [GeneratedRegex(@"""seconds"": ?[-+\d.eE]+")]
    private static partial Regex Seconds();

    [GeneratedRegex(@"""run"": ?""([^""]+)""")]
    private static partial Regex RunName();
}
