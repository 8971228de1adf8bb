using System.Runtime.Intrinsics;
using RbmTheory.Simulation.Kernels.Dense;
using RbmTheory.Simulation.Random;
using RbmTheory.Simulation.Tests.Kernels.Twins;

namespace RbmTheory.Simulation.Tests.Kernels;

/// <summary>Dense products against their readable twin, bit for bit, and against sums of integers, which no rounding
/// touches.</summary>
public class DenseProductTests
{
    /// <summary>Rows of A, columns of A, columns of B: of less than a tile, of whole ones, of some and a rest, and with
    /// more rows than a block.</summary>
    public static TheoryData<int, int, int> Shapes => new()
    {
        { 1, 1, 1 }, { 2, 3, 5 }, { 3, 1, 24 }, { 4, 9, 48 }, { 7, 13, 5 }, { 5, 17, 23 }, { 8, 64, 96 },
        { 11, 31, 101 }, { 100, 784, 500 }, { 259, 19, 29 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void A_product_has_the_bits_of_its_twin(int m, int inner, int n)
    {
        float[] left = Numbers(m * inner, 1), right = Numbers(inner * n, 2);
        uint[] expected = Bits(DenseTwin.Product(left, right, m, n));
        Assert.Equal(expected, Bits(Product(Packed(right, inner, n), left, m)));
        float[] transposed = DenseTwin.Transposed(right, inner);
        Assert.Equal(expected, Bits(Product(PackedTransposed(transposed, inner, n), left, m)));
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Outer_products_have_the_bits_of_their_twin(int m, int samples, int n)
    {
        float[] left = Numbers(samples * m, 3), right = Numbers(samples * n, 4), sums = Numbers(m * n, 5);
        float[] expected = DenseTwin.PlusOuterProducts(sums, left, right, samples, 0.7f);
        OuterProducts.Add(left, right, samples, sums, 0.7f, 0, m);
        Assert.Equal(Bits(expected), Bits(sums));
    }

    [Fact]
    public void Integers_are_summed_exactly()
    {
        const int M = 7, Inner = 43, N = 53;
        float[] left = Integers(M * Inner, 6), right = Integers(Inner * N, 7), sums = Integers(M * N, 8);
        float[] product = Product(Packed(right, Inner, N), left, M), start = [.. sums];
        OuterProducts.Add(DenseTwin.Transposed(left, M), right, Inner, sums, -2, 0, M);
        for (int i = 0; i < M; i++)
        {
            for (int j = 0; j < N; j++)
            {
                int sum = 0;
                for (int k = 0; k < Inner; k++)
                    sum += (int)left[i * Inner + k] * (int)right[k * N + j];
                Assert.Equal(sum, product[i * N + j]);
                Assert.Equal(start[i * N + j] - 2 * sum, sums[i * N + j]);
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(10)]
    public void Rows_shared_among_threads_have_the_same_bits(int share)
    {
        const int M = 23, Inner = 37, N = 41;
        float[] left = Numbers(M * Inner, 9), right = Numbers(Inner * N, 10), product = new float[M * N];
        float[] sums = Numbers(M * N, 11), columns = DenseTwin.Transposed(left, M);
        float[] expected = DenseTwin.PlusOuterProducts(sums, columns, right, Inner, -1.3f);
        PackedMatrix matrix = Packed(right, Inner, N);
        Parallel.For(0, (M - 1) / share + 1, chunk =>
        {
            int first = chunk * share, rows = Math.Min(share, M - first);
            matrix.Multiply(left.AsSpan(first * Inner, rows * Inner), rows, product.AsSpan(first * N, rows * N));
            OuterProducts.Add(columns, right, Inner, sums, -1.3f, first, first + rows);
        });
        Assert.Equal(Bits(DenseTwin.Product(left, right, M, N)), Bits(product));
        Assert.Equal(Bits(expected), Bits(sums));
    }

    [Fact]
    public void A_tile_has_the_same_bits_in_every_width()
    {
        Tile<Lanes128, Vector128<float>>();
        Tile<Lanes256, Vector256<float>>();
        Tile<Lanes512, Vector512<float>>();
    }

    [Fact]
    public void Packing_again_replaces_what_was_there()
    {
        float[] left = Numbers(6 * 11, 12), first = Numbers(11 * 31, 13), second = Numbers(11 * 31, 14);
        PackedMatrix matrix = Packed(first, 11, 31);
        for (int part = 0; part < matrix.Parts; part++)
            matrix.PackTransposed(DenseTwin.Transposed(second, 11), part);
        Assert.Equal(Bits(DenseTwin.Product(left, second, 6, 31)), Bits(Product(matrix, left, 6)));
    }

    [Fact]
    public void Products_allocate_nothing()
    {
        float[] left = Numbers(6 * 11, 18), right = Numbers(11 * 31, 19), product = new float[6 * 31];
        PackedMatrix matrix = Packed(right, 11, 31);
        matrix.Multiply(left, 6, product);
        OuterProducts.Add(left, right, 11, product, 1, 0, 6);
        long before = GC.GetAllocatedBytesForCurrentThread();
        matrix.Multiply(left, 6, product);
        OuterProducts.Add(left, right, 11, product, 1, 0, 6);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void No_rows_give_nothing()
    {
        Packed(Numbers(6, 15), 3, 2).Multiply([], 0, []);
        float[] sums = [1, 2];
        OuterProducts.Add([1, 2], [3], 1, sums, 1, 1, 1);
        Assert.Equal([1, 2], sums);
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        PackedMatrix matrix = new(3, 2);
        Refused("rows", () => _ = new PackedMatrix(0, 2));
        Refused("columns", () => _ = new PackedMatrix(3, 0));
        Refused("values.Length", () => matrix.Pack(new float[5], 0));
        Refused("values.Length", () => matrix.PackTransposed(new float[7], 0));
        Refused("part", () => matrix.Pack(new float[6], matrix.Parts));
        Refused("left.Length", () => matrix.Multiply(new float[4], 1, new float[2]));
        Refused("product.Length", () => matrix.Multiply(new float[3], 1, new float[3]));
        Refused("samples", () => OuterProducts.Add(new float[2], new float[2], 0, new float[1], 1, 0, 1));
        Refused("left.Length", () => OuterProducts.Add(new float[3], new float[2], 2, new float[1], 1, 0, 1));
        Refused("right.Length", () => OuterProducts.Add(new float[2], new float[3], 2, new float[1], 1, 0, 1));
        Refused("sums.Length", () => OuterProducts.Add(new float[2], new float[2], 2, new float[2], 1, 0, 1));
        Refused("firstRow", () => OuterProducts.Add(new float[2], new float[2], 2, new float[1], 1, 2, 1));
        Refused("endRow", () => OuterProducts.Add(new float[2], new float[2], 2, new float[1], 1, 0, 2));
    }

    private static void Refused(string name, Action action)
        => Assert.StartsWith(name + " = ", Assert.Throws<ArgumentException>(action).Message, StringComparison.Ordinal);

    /// <summary>One tile of 4 rows, whose A lies with steps side by side and then with rows side by side.</summary>
    private static void Tile<TLanes, TVector>()
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        const int Steps = 19;
        int columns = SumTile<TLanes, TVector>.Columns;
        float[] left = Numbers(4 * Steps, 16), right = Numbers(Steps * columns, 17), sums = new float[4 * columns];
        uint[] expected = Bits(DenseTwin.Product(left, right, 4, columns));
        SumTile<TLanes, TVector>.Sum(in left[0], Steps, 1, in right[0], Steps, ref sums[0]);
        Assert.Equal(expected, Bits(sums));
        Array.Clear(sums);
        SumTile<TLanes, TVector>.Sum(in DenseTwin.Transposed(left, 4)[0], 1, 4, in right[0], Steps, ref sums[0]);
        Assert.Equal(expected, Bits(sums));
    }

    private static float[] Product(PackedMatrix right, float[] left, int m)
    {
        float[] product = new float[m * right.Columns];
        Array.Fill(product, float.NaN);
        right.Multiply(left, m, product);
        return product;
    }

    private static PackedMatrix Packed(float[] values, int rows, int columns)
    {
        PackedMatrix matrix = new(rows, columns);
        for (int part = 0; part < matrix.Parts; part++)
            matrix.Pack(values, part);
        return matrix;
    }

    private static PackedMatrix PackedTransposed(float[] values, int rows, int columns)
    {
        PackedMatrix matrix = new(rows, columns);
        for (int part = 0; part < matrix.Parts; part++)
            matrix.PackTransposed(values, part);
        return matrix;
    }

    /// <summary>In (−1, 1): whatever is summed in another order or rounded twice gets other bits.</summary>
    private static float[] Numbers(int count, ulong seed)
    {
        var stream = new RandomStream(seed, StreamPurpose.Other, 0);
        float[] numbers = new float[count];
        foreach (ref float number in numbers.AsSpan())
            number = (float)(2 * stream.NextDouble() - 1);
        return numbers;
    }

    /// <summary>In [−8, 8].</summary>
    private static float[] Integers(int count, ulong seed)
        => [.. Numbers(count, seed).Select(number => MathF.Round(8 * number))];

    private static uint[] Bits(float[] numbers) => [.. numbers.Select(BitConverter.SingleToUInt32Bits)];
}
