using System.Runtime.Intrinsics;
using RbmTheory.Simulation.Arithmetic;
using RbmTheory.Simulation.Random;

namespace RbmTheory.Simulation.Tests.Arithmetic;

public class BitTransposeTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 3)]
    [InlineData(8, 1)]
    [InlineData(100, 13)]
    [InlineData(131, 41)]
    public void Bit_c_of_row_r_becomes_bit_r_of_column_c(int count, int rowBytes)
    {
        byte[] rows = Bytes(count * rowBytes);
        int columnBytes = (count + 7) / 8;
        byte[] columns = new byte[8 * rowBytes * columnBytes];
        Array.Fill(columns, byte.MaxValue);
        BitTranspose.Rows(rows, rowBytes, columns, columnBytes);
        for (int c = 0; c < 8 * rowBytes; c++)
        {
            for (int r = 0; r < 8 * columnBytes; r++)
                Assert.Equal(r < count && Bit(rows, 8 * rowBytes * r + c), Bit(columns, 8 * columnBytes * c + r));
        }
    }

    [Fact]
    public void Each_lane_of_a_vector_is_a_square_of_its_own()
    {
        var stream = new LaneStream(3, StreamPurpose.Other, 0);
        var words = new Vector256<ulong>[BitTranspose.Side];
        for (int r = 0; r < words.Length; r++)
            words[r] = stream.Next();
        Vector256<ulong>[] transposed = [.. words];
        BitTranspose.Squares(transposed);
        for (int lane = 0; lane < 4; lane++)
        {
            for (int r = 0; r < words.Length; r++)
            {
                for (int c = 0; c < words.Length; c++)
                    Assert.Equal(words[r][lane] >> c & 1, transposed[c][lane] >> r & 1);
            }
        }
    }

    private static byte[] Bytes(int count)
    {
        var stream = new RandomStream(1, StreamPurpose.Other, 0);
        byte[] bytes = new byte[count];
        foreach (ref byte value in bytes.AsSpan())
            value = (byte)stream.NextUInt32();
        return bytes;
    }

    private static bool Bit(byte[] bytes, int bit) => (bytes[bit / 8] >> (bit % 8) & 1) != 0;
}
