using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Compare.Training;

/// <summary>
/// Which units the numbers of a file are: spins −1 and 1 (or 0 and 1 where spins are asked for), binary units 0 and 1,
/// or colours 0 to P − 1, or 1 to P where P colours are asked for and 0 is none. Numbers are
/// read row by row; the first that fits no such units is what an error names.
/// </summary>
public sealed class DataAlphabet
{
    // A grey picture has 256 values, and is hardly ever meant as 256 colours.
    private const int MostColoursUnasked = 64;

    private readonly string _path;
    private Fault? _spin, _bit, _colour, _largest;
    private double _highest;
    private bool _hasZero;

    private DataAlphabet(string path) => _path = path;

    /// <summary>Number of rows S.</summary>
    public int Rows { get; private set; }

    /// <summary>Numbers of a row N.</summary>
    public int Columns { get; private set; }

    /// <summary>Reads all numbers of a file.</summary>
    /// <param name="file">The file.</param>
    /// <exception cref="InputException">It holds no numbers, or one that is not finite.</exception>
    public static DataAlphabet Of(DataFile file)
    {
        DataAlphabet alphabet = new(file.Path);
        file.ForEachRow(alphabet.Read);
        return alphabet.Columns > 0 ? alphabet
            : throw new InputException(
                $"the data file {file.Path} holds no numbers, but it should hold at least one row");
    }

    /// <summary>The units that the numbers fit.</summary>
    /// <param name="asked">The units asked for; null for any.</param>
    /// <param name="hasThreshold">Whether numbers are only compared with a threshold.</param>
    /// <exception cref="InputException">They fit none.</exception>
    public IVisibleUnit UnitFor(IVisibleUnit? asked, bool hasThreshold)
    {
        if (asked is PottsUnit && hasThreshold)
            throw new InputException($"--visible = {asked.Name}, but with --threshold it should be spin or binary");
        if (asked is PottsUnit potts)
            return _colour is null && _highest < potts.Components + FirstColourOf(potts.Components) ? potts
                : throw Refused(_colour ?? First(v => v >= potts.Components), $"a colour, 0 to {potts.Components - 1}");
        if (hasThreshold)
            return asked ?? BinaryUnit.Instance;
        if (asked is not null)
            return _spin is null || _bit is null
                ? asked
                : throw Refused(Later(_spin, _bit), "-1 or 1, or 0 or 1 throughout");
        if (_spin is null)
            return SpinUnit.Instance;
        if (_bit is null)
            return BinaryUnit.Instance;
        const string Choice = "-1 or 1 (spin), 0 or 1 (binary), or a colour from 0 on (potts:P)";
        if (_colour is not null)
            throw Refused(Later(Later(_spin, _bit), _colour), Choice + "; --threshold x makes two values of any");
        return _highest < MostColoursUnasked
            ? new PottsUnit((int)_highest + 1)
            : throw Refused(First(v => v >= MostColoursUnasked), $"a colour below {MostColoursUnasked}; give "
                + "--threshold x for pictures, or --visible potts:P for more colours");
    }

    /// <summary>The number of the first of P colours: 1 where the numbers are 1 to P, else 0.</summary>
    /// <param name="colours">P.</param>
    public int FirstColourOf(int colours) => !_hasZero && _highest == colours ? 1 : 0;

    /// <summary>A line where colour 0 never appears, as in a file whose colours count from 1; else null.</summary>
    /// <param name="unit">The units.</param>
    public string? WarningOf(IVisibleUnit unit)
        => _hasZero || unit is not PottsUnit { Components: int colours } || _highest != colours - 1 ? null
            : $"colour 0 never appears in {_path}: where its colours count from 1, give --visible potts:{colours - 1}; "
                + $"read as {unit.Name}, its first colour unused";

    private void Read(int row, ReadOnlySpan<double> numbers)
    {
        (Rows, Columns) = (row + 1, numbers.Length);
        for (int column = 0; column < numbers.Length; column++)
        {
            double value = numbers[column];
            Fault here = new(row, column, value);
            if (!double.IsFinite(value))
                throw Refused(here, "a finite number");
            if (value is not (-1 or 1))
                _spin ??= here;
            if (value is not (0 or 1))
                _bit ??= here;
            if (value is < 0 or >= PottsSet.MaximumColours || value != Math.Truncate(value))
                _colour ??= here;
            _hasZero |= value == 0;
            if (value > _highest)
                (_highest, _largest) = (value, here);
        }
    }

    /// <summary>The largest number of the file, where it is too large.</summary>
    private Fault? First(Func<double, bool> isWrong) => _largest is Fault fault && isWrong(fault.Value) ? fault : null;

    private static Fault? Later(Fault? one, Fault? other)
        => one is Fault a && other is Fault b && (a.Row, a.Column).CompareTo((b.Row, b.Column)) > 0 ? one : other;

    private InputException Refused(Fault? fault, string allowed)
        => new($"the data file {_path}: row {fault!.Value.Row + 1}, column {fault.Value.Column + 1} holds "
            + $"{fault.Value.Value:R}, but it should be {allowed}");

    /// <summary>A number that does not fit, and where it stands, from 0.</summary>
    private readonly record struct Fault(int Row, int Column, double Value);
}
