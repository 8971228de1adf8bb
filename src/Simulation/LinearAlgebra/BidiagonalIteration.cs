using System.Runtime.InteropServices;
using RbmTheory.Simulation.Training;

namespace RbmTheory.Simulation.LinearAlgebra;

/// <summary>
/// B = U S Vᵀ of an upper bidiagonal matrix: sweeps of rotations from both sides, an implicitly shifted QR step of BᵀB
/// each (Golub and Kahan 1965), the shift being the smaller singular value of the last two rows; with a zero on the
/// diagonal, or where a shift would be lost in rounding, the step without a shift of Demmel and Kahan (1990). A number
/// above the diagonal is 0 once it is below 2^−52 of the largest number of B: singular values are right to some such
/// units of the largest of them.
/// </summary>
internal sealed class BidiagonalIteration
{
    private const double Unit = 2.220446049250313e-16;

    /// <summary>Sweeps a singular value, at most; two are usual.</summary>
    private const int MostSweeps = 60;

    /// <summary>Rotations of one side that are kept before they are applied.</summary>
    private const int Kept = 1 << 14;

    private readonly double[] _diagonal, _above;
    private readonly Team _team;
    private readonly Rotation[] _lefts, _rights;
    private readonly List<(int Column, int Start, int End)> _sweeps = [];
    private int _count;

    /// <summary>Solves.</summary>
    /// <param name="diagonal">n ≥ 1 numbers; afterwards the singular values, of either sign and in no order.</param>
    /// <param name="above">The n − 1 numbers above the diagonal; afterwards 0.</param>
    /// <param name="team">The threads.</param>
    /// <param name="withVectors">Whether U and V are wanted; the values are the same to the last bit.</param>
    public BidiagonalIteration(double[] diagonal, double[] above, Team team, bool withVectors = true)
    {
        int size = diagonal.Length, kept = withVectors ? Kept : 0;
        (_diagonal, _above, _team) = (diagonal, above, team);
        (Left, Right) = withVectors ? (new RotationSweeps(size), new RotationSweeps(size)) : (null, null);
        _lefts = new Rotation[kept + size];
        _rights = new Rotation[kept + size];
        Solve();
        Apply();
    }

    /// <summary>U; null where it is not wanted.</summary>
    public RotationSweeps? Left { get; }

    /// <summary>V; null where it is not wanted.</summary>
    public RotationSweeps? Right { get; }

    private void Solve()
    {
        double largest = 0;
        foreach (double number in _diagonal)
            largest = Math.Max(largest, Math.Abs(number));
        foreach (double number in _above)
            largest = Math.Max(largest, Math.Abs(number));
        double negligible = Unit * largest;
        long sweepsLeft = (long)MostSweeps * _diagonal.Length;
        int last = _diagonal.Length - 1;
        while (true)
        {
            while (last > 0 && Math.Abs(_above[last - 1]) <= negligible)
                _above[--last] = 0;
            if (last == 0)
                return;
            int first = last;
            bool isSingular = false;
            for (; first >= 0 && (first == last || Math.Abs(_above[first]) > negligible); first--)
            {
                if (Math.Abs(_diagonal[first]) <= negligible)
                {
                    _diagonal[first] = 0;
                    isSingular = true;
                }
            }

            first++;
            if (sweepsLeft-- == 0)
                throw new InvalidOperationException("the singular values were not found: their iteration did not end");
            double shift = isSingular ? 0 : Shift(last);
            double ratio = shift / _diagonal[first];
            if (isSingular || ratio * ratio < Unit)
                SweepWithoutShift(first, last);
            else
                Sweep(first, last, shift);
            _sweeps.Add((first, _count, _count + last - first));
            _count += last - first;
            if (_count >= Kept || Left is null)
                Apply();
        }
    }

    /// <summary>The smaller singular value of the last two rows and columns, (f, g; 0, h), as |f h|/s_1.</summary>
    private double Shift(int last)
    {
        double f = Math.Abs(_diagonal[last - 1]), g = Math.Abs(_above[last - 1]), h = Math.Abs(_diagonal[last]);
        double larger = (Math.Sqrt(((f + h) * (f + h)) + (g * g)) + Math.Sqrt(((f - h) * (f - h)) + (g * g))) / 2;
        return larger == 0 ? 0 : Math.Min(f, h) * (Math.Max(f, h) / larger);
    }

    private void Sweep(int first, int last, double shift)
    {
        double[] d = _diagonal, e = _above;
        double f = (Math.Abs(d[first]) - shift) * (Math.CopySign(1, d[first]) + (shift / d[first])), g = e[first];
        for (int i = first; i < last; i++)
        {
            (Rotation right, double length) = Rotation.Onto(f, g);
            if (i > first)
                e[i - 1] = length;
            f = (right.Cosine * d[i]) + (right.Sine * e[i]);
            e[i] = (right.Cosine * e[i]) - (right.Sine * d[i]);
            g = right.Sine * d[i + 1];
            d[i + 1] *= right.Cosine;
            (Rotation left, d[i]) = Rotation.Onto(f, g);
            f = (left.Cosine * e[i]) + (left.Sine * d[i + 1]);
            d[i + 1] = (left.Cosine * d[i + 1]) - (left.Sine * e[i]);
            if (i < last - 1)
            {
                g = left.Sine * e[i + 1];
                e[i + 1] *= left.Cosine;
            }

            (_lefts[_count + i - first], _rights[_count + i - first]) = (left, right);
        }

        e[last - 1] = f;
    }

    private void SweepWithoutShift(int first, int last)
    {
        double[] d = _diagonal, e = _above;
        Rotation left = new(1, 0), right = new(1, 0);
        for (int i = first; i < last; i++)
        {
            double before = left.Sine;
            (right, double length) = Rotation.Onto(d[i] * right.Cosine, e[i]);
            if (i > first)
                e[i - 1] = before * length;
            (left, d[i]) = Rotation.Onto(left.Cosine * length, d[i + 1] * right.Sine);
            (_lefts[_count + i - first], _rights[_count + i - first]) = (left, right);
        }

        double number = d[last] * right.Cosine;
        d[last] = number * left.Cosine;
        e[last - 1] = number * left.Sine;
    }

    /// <summary>Applies the rotations that are kept, and drops them.</summary>
    private void Apply()
    {
        if (Left is not null && Right is not null)
        {
            int parts = Left.Parts;
            _team.ForEach(2 * parts, part =>
            {
                ReadOnlySpan<(int, int, int)> sweeps = CollectionsMarshal.AsSpan(_sweeps);
                if (part < parts)
                    Left.Turn(part, sweeps, _lefts);
                else
                    Right.Turn(part - parts, sweeps, _rights);
            });
        }

        _sweeps.Clear();
        _count = 0;
    }
}
