using RbmTheory.Simulation.Machines;

namespace RbmTheory.Simulation.Tests;

/// <summary>A seed, any 64 bits.</summary>
public readonly record struct Seed(ulong Value)
{
    public static implicit operator ulong(Seed seed) => seed.Value;
}

/// <summary>A length from 1 on, of any order of magnitude.</summary>
public readonly record struct Bound(int Value);

/// <summary>The number of a data set's samples, from 1 to 256.</summary>
public readonly record struct SampleCount(int Value);

/// <summary>Doubles of any bits, NaN with a payload included, and the shape of the array that they fill.</summary>
public sealed record DoubleArray(int[] Shape, double[] Values)
{
    public override string ToString() => $"({string.Join(", ", Shape)}): {string.Join(", ", Values)}";
}

/// <summary>Doubles of any bits in rows of so many columns, with or without names.</summary>
public sealed record NumberTable(int Columns, double[] Values, bool IsNamed)
{
    public override string ToString() => $"{Columns} columns, named {IsNamed}: {string.Join(", ", Values)}";
}

/// <summary>The lengths of an array of up to five dimensions.</summary>
public sealed record ArrayShape(int[] Lengths)
{
    public override string ToString() => $"({string.Join(", ", Lengths)})";
}

/// <summary>What is done to a valid file, one of several: a change of it, or noise in its place.</summary>
public abstract record Change
{
    public abstract byte[] Damaged(byte[] file);

    private static byte[] With(byte[] file, int place, Func<byte, byte> change)
    {
        byte[] copy = [.. file];
        if (copy.Length > 0)
            copy[place % copy.Length] = change(copy[place % copy.Length]);
        return copy;
    }

    /// <summary>One bit is turned.</summary>
    public sealed record Flip(int Place, int Bit) : Change
    {
        public override byte[] Damaged(byte[] file) => With(file, Place, x => (byte)(x ^ (1 << Bit)));
    }

    /// <summary>One byte has another value.</summary>
    public sealed record Put(int Place, byte Value) : Change
    {
        public override byte[] Damaged(byte[] file) => With(file, Place, _ => Value);
    }

    /// <summary>The file ends early, or goes on as noise.</summary>
    public sealed record Ending(int Place, byte[] Bytes) : Change
    {
        public override byte[] Damaged(byte[] file) => [.. file[..(Place % (file.Length + 1))], .. Bytes];

        public override string ToString() => $"from {Place} on {Convert.ToHexString(Bytes)}";
    }

    /// <summary>Noise is put in between.</summary>
    public sealed record Insertion(int Place, byte[] Bytes) : Change
    {
        public override byte[] Damaged(byte[] file)
            => [.. file[..(Place % (file.Length + 1))], .. Bytes, .. file[(Place % (file.Length + 1))..]];

        public override string ToString() => $"at {Place} another {Convert.ToHexString(Bytes)}";
    }
}

/// <summary>A damaged file: which of the valid ones, and what is done to it.</summary>
public sealed record Damage(int File, Change[] Changes)
{
    public byte[] Of(params byte[][] valid)
        => Changes.Aggregate(valid[File % valid.Length], (file, change) => change.Damaged(file));

    public override string ToString() => $"file {File}: {string.Join("; ", (object[])Changes)}";
}

/// <summary>A machine of any pair of unit types, with or without fields, all its parameters in [−1, 1]: 5 visible units
/// of two values or 3 of more, and up to 3 hidden ones.</summary>
public sealed record AnyMachine(Rbm Machine)
{
    public override string ToString()
        => $"{Machine.Sites} {Machine.VisibleLayer.Unit.Name}, {Machine.Hidden} {Machine.HiddenLayer.Unit.Name}: "
            + string.Join("; ", Machine.Parameters.All.Select(p => $"{p.Name} {string.Join(", ", p.Values)}"));
}
