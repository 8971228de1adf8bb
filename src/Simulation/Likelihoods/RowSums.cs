using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Simulation.Likelihoods;

/// <summary>
/// Sums Σ_x c_x v_x over visible rows without decoding them: one table look-up a byte, which is eight units or one
/// colour. Tables of the same shape sum weighted rows: Σ_rows m v_x for all x, by one addition a byte.
/// </summary>
internal sealed class RowSums
{
    private readonly Layer<IVisibleUnit> _layer;
    private readonly int _unitsPerByte;
    private readonly int _codes;
    private readonly int _bytes;
    private readonly float[] _values;
    private readonly double[] _sums;
    private readonly double[] _totals;

    public RowSums(Layer<IVisibleUnit> layer)
    {
        _layer = layer;
        _unitsPerByte = UnitsPerByte(layer.Unit);
        _codes = CodesOf(layer.Unit);
        _bytes = layer.Unit.RowBytes(layer.Count);
        int width = _unitsPerByte * layer.Unit.Components;
        _values = new float[_codes * width];
        for (int code = 0; code < _codes; code++)
            layer.Unit.Decode([(byte)code], _values.AsSpan(code * width, width));
        _sums = new double[_bytes * _codes];
        _totals = new double[_bytes * _codes];
    }

    /// <summary>Number of bytes that can stand in a row: 256 where a byte is eight units, P where it is a
    /// colour.</summary>
    public static int CodesOf(IVisibleUnit unit) => UnitsPerByte(unit) == 8 ? 256 : unit.Values!.Count;

    /// <summary>Takes c, length N × components.</summary>
    public void Load(ReadOnlySpan<float> couplings)
    {
        for (int b = 0; b < _bytes; b++)
        {
            ReadOnlySpan<float> part = Part(couplings, b);
            for (int code = 0; code < _codes; code++)
            {
                ReadOnlySpan<float> values = ValuesOf(code);
                double sum = 0;
                for (int x = 0; x < part.Length; x++)
                    sum += (double)part[x] * values[x];
                _sums[b * _codes + code] = sum;
            }
        }
    }

    /// <summary>Takes the fields, if there are any, and the energies of the units: <see cref="Sum"/> is then
    /// Σ_i (g_i·v_i − U(v_i)). False where that is 0 for every row.</summary>
    public bool LoadBias(ReadOnlySpan<float> fields)
    {
        int components = _layer.Unit.Components;
        bool hasEnergy = _layer.Unit.Values!.Any(value => _layer.Unit.Energy(value, []) != 0);
        if (fields.IsEmpty && !hasEnergy)
            return false;
        Load(fields.IsEmpty ? new float[_layer.Width] : fields);
        for (int b = 0; hasEnergy && b < _bytes; b++)
        {
            int units = Math.Min(_unitsPerByte, _layer.Count - b * _unitsPerByte);
            for (int code = 0; code < _codes; code++)
            {
                for (int i = 0; i < units; i++)
                    _sums[b * _codes + code]
                        -= _layer.Unit.Energy(ValuesOf(code).Slice(i * components, components), []);
            }
        }

        return true;
    }

    /// <summary>Σ_x c_x v_x of a row.</summary>
    public double Sum(ReadOnlySpan<byte> row)
    {
        double sum = 0;
        for (int b = 0; b < row.Length; b++)
            sum += _sums[b * _codes + row[b]];
        return sum;
    }

    /// <summary>Adds a row with weight m.</summary>
    public void Add(ReadOnlySpan<byte> row, double weight)
    {
        for (int b = 0; b < row.Length; b++)
            _totals[b * _codes + row[b]] += weight;
    }

    /// <summary>Adds Σ_rows m v_x of the rows added so far, and sets the totals to 0.</summary>
    public void Unload(Span<double> sums)
    {
        for (int b = 0; b < _bytes; b++)
        {
            Span<double> part = Part(sums, b);
            for (int code = 0; code < _codes; code++)
            {
                double total = _totals[b * _codes + code];
                ReadOnlySpan<float> values = ValuesOf(code);
                for (int x = 0; x < part.Length; x++)
                    part[x] += total * values[x];
            }
        }

        Array.Clear(_totals);
    }

    private static int UnitsPerByte(IVisibleUnit unit) => unit.RowBytes(8) == 1 ? 8 : 1;

    private ReadOnlySpan<float> ValuesOf(int code)
        => _values.AsSpan(code * _unitsPerByte * _layer.Unit.Components, _unitsPerByte * _layer.Unit.Components);

    /// <summary>The numbers of the units of one byte; fewer in the last.</summary>
    private Span<double> Part(Span<double> all, int b)
    {
        int width = _unitsPerByte * _layer.Unit.Components;
        return all.Slice(b * width, Math.Min(width, all.Length - b * width));
    }

    private ReadOnlySpan<float> Part(ReadOnlySpan<float> all, int b)
    {
        int width = _unitsPerByte * _layer.Unit.Components;
        return all.Slice(b * width, Math.Min(width, all.Length - b * width));
    }
}
