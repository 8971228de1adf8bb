using System.Runtime.Intrinsics;

namespace RbmTheory.Theory.Learning;

/// <summary>
/// E[δ_iv e^{iqI}] on a Potts ring, I = Σ_i w_{i,v_i}: with T the transfer matrix, symmetric and with rows of sum 1,
/// and D_i the diagonal matrix of e^{iqw_iv},
/// <code>E[δ_iv e^{iqI}] = (D_i T ⋯ D_{N−1} T D_0 T ⋯ D_{i−1} T)_vv / Tr T^N,</code>
/// from the products of the factors before and after every site: O(N P³) a node q.
/// </summary>
internal sealed class PottsRingProducts
{
    private readonly int _sites, _states, _stride;
    private readonly double[] _transfer;           // rows padded to whole vectors
    private readonly double[] _afterRe, _afterIm;  // (D_i T ⋯ D_{N−1} T)ᵀ of every site

    // The product before the present site, its next value, and the phases of a site.
    private readonly double[] _re, _im, _nextRe, _nextIm, _cos, _sin;

    public PottsRingProducts(int sites, double[,] transfer)
    {
        (_sites, _states) = (sites, transfer.GetLength(0));
        _stride = (_states + Vector256<double>.Count - 1) / Vector256<double>.Count * Vector256<double>.Count;
        int square = _states * _stride;
        _transfer = new double[square];
        for (int u = 0; u < _states; u++)
        {
            for (int v = 0; v < _states; v++)
                _transfer[(u * _stride) + v] = transfer[u, v];
        }

        (_afterRe, _afterIm) = (new double[square * (sites + 1)], new double[square * (sites + 1)]);
        (_re, _im, _nextRe, _nextIm) = (new double[square], new double[square], new double[square], new double[square]);
        (_cos, _sin) = (new double[_stride], new double[_stride]);
    }

    /// <summary>Adds factor·Im E and, where asked, gives Re E[e^{iqI}], both times Tr T^N.</summary>
    /// <param name="weights">w_iv at [i × P + v].</param>
    /// <param name="node">q.</param>
    /// <param name="factor">What Im E[δ_iv e^{iqI}] is added with.</param>
    /// <param name="sums">Receives N × P sums.</param>
    /// <returns>Tr of the whole product, real part.</returns>
    public double AddSines(ReadOnlySpan<double> weights, double node, double factor, Span<double> sums)
    {
        int square = _states * _stride;
        SetUnit(_afterRe.AsSpan(square * _sites), _afterIm.AsSpan(square * _sites));
        for (int i = _sites - 1; i >= 0; i--)
        {
            Span<double> re = _afterRe.AsSpan(square * i, square), im = _afterIm.AsSpan(square * i, square);
            TimesTransfer(_afterRe.AsSpan(square * (i + 1), square), re);
            TimesTransfer(_afterIm.AsSpan(square * (i + 1), square), im);
            SetPhases(weights.Slice(i * _states, _states), node);
            Turn(re, im);
        }

        double trace = 0;
        for (int v = 0; v < _states; v++)
            trace += _afterRe[(v * _stride) + v];
        SetUnit(_re, _im);
        for (int i = 0; i < _sites; i++)
        {
            AddDiagonal(square * i, factor, sums.Slice(i * _states, _states));
            SetPhases(weights.Slice(i * _states, _states), node);
            Turn(_re, _im);
            TimesTransfer(_re, _nextRe);
            TimesTransfer(_im, _nextIm);
            _nextRe.CopyTo(_re, 0);
            _nextIm.CopyTo(_im, 0);
        }

        return trace;
    }

    private void AddDiagonal(int after, double factor, Span<double> sums)
    {
        for (int u = 0; u < _states; u++)
        {
            int row = u * _stride, other = after + row;
            for (int v = 0; v < _states; v++)
                sums[v] += factor * ((_afterRe[other + v] * _im[row + v]) + (_afterIm[other + v] * _re[row + v]));
        }
    }

    private void SetPhases(ReadOnlySpan<double> weights, double node)
    {
        for (int v = 0; v < _states; v++)
            (_sin[v], _cos[v]) = Math.SinCos(node * weights[v]);
    }

    /// <summary>Every row times the phases, column by column.</summary>
    private void Turn(Span<double> re, Span<double> im)
    {
        for (int row = 0; row < re.Length; row += _stride)
        {
            for (int v = 0; v < _stride; v += Vector256<double>.Count)
            {
                Vector256<double> c = Vector256.Create<double>(_cos.AsSpan(v)), s = Vector256.Create<double>(_sin.AsSpan(v));
                Vector256<double> a = Vector256.Create<double>(re[(row + v)..]), b = Vector256.Create<double>(im[(row + v)..]);
                ((a * c) - (b * s)).CopyTo(re[(row + v)..]);
                ((a * s) + (b * c)).CopyTo(im[(row + v)..]);
            }
        }
    }

    private void TimesTransfer(ReadOnlySpan<double> matrix, Span<double> product)
    {
        for (int row = 0; row < product.Length; row += _stride)
        {
            for (int v = 0; v < _stride; v += Vector256<double>.Count)
            {
                Vector256<double> sum = Vector256<double>.Zero;
                for (int u = 0; u < _states; u++)
                    sum += matrix[row + u] * Vector256.Create<double>(_transfer.AsSpan((u * _stride) + v));
                sum.CopyTo(product[(row + v)..]);
            }
        }
    }

    private void SetUnit(Span<double> re, Span<double> im)
    {
        re.Clear();
        im.Clear();
        for (int v = 0; v < _states; v++)
            re[(v * _stride) + v] = 1;
    }
}
