package dev.factorizer.io.datacheck;

import dev.factorizer.io.volume.Volume;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One pass over an image's voxels.
 *
 * @param minimum for each channel the smallest finite value
 * @param maximum for each channel the largest
 * @param nonzero for each channel how many voxels are finite and not 0
 * @param samples for each channel some values of the foreground, evenly spread over it
 * @param hash of sizes and values: files of equal content have the same, however they are packed
 */
record ImageScan(List<Float> minimum, List<Float> maximum, List<Integer> nonzero, List<float[]> samples, String hash) {
    private static final int CHUNK = 1 << 14;

    /**
     * Looks at an image.
     *
     * @param image the image
     * @param labels where it is above 0 is the foreground; null for where the image is not 0
     * @param most how many samples are taken of a channel
     */
    static ImageScan of(Volume image, @Nullable Volume labels, int most) {
        List<Float> minimum = new ArrayList<>();
        List<Float> maximum = new ArrayList<>();
        List<Integer> nonzero = new ArrayList<>();
        List<float[]> samples = new ArrayList<>();
        for (int channel = 0; channel < image.channels(); channel++) {
            int from = channel * image.grid().voxels();
            int to = from + image.grid().voxels();
            float least = Float.POSITIVE_INFINITY;
            float largest = Float.NEGATIVE_INFINITY;
            long count = 0;
            int filled = 0;
            float[] voxels = image.voxels();
            for (int i = from; i < to; i++) {
                if (Float.isFinite(voxels[i])) {
                    least = Math.min(least, voxels[i]);
                    largest = Math.max(largest, voxels[i]);
                    count += isForeground(voxels[i], labels, i - from) ? 1 : 0;
                    filled += voxels[i] != 0 ? 1 : 0;
                }
            }
            minimum.add(least);
            maximum.add(largest);
            nonzero.add(filled);
            samples.add(samples(image, labels, from, to, count, most));
        }
        return new ImageScan(minimum, maximum, nonzero, samples, hash(image));
    }

    private static boolean isForeground(float value, @Nullable Volume labels, int voxel) {
        return labels == null ? value != 0 : labels.voxels()[voxel] > 0;
    }

    private static float[] samples(Volume image, @Nullable Volume labels, int from, int to, long count, int most) {
        int taken = (int) Math.min(count, most);
        float[] samples = new float[taken];
        long seen = 0;
        int next = 0;
        for (int i = from; i < to && next < taken; i++) {
            float value = image.voxels()[i];
            if (Float.isFinite(value) && isForeground(value, labels, i - from)) {
                if (seen * taken >= next * count) {
                    samples[next++] = value;
                }
                seen++;
            }
        }
        return samples;
    }

    private static String hash(Volume image) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            ByteBuffer chunk = ByteBuffer.allocate(CHUNK * Float.BYTES);
            chunk.putInt(image.channels()).putInt(image.grid().x()).putInt(image.grid().y()).putInt(image.grid().z());
            for (float value : image.voxels()) {
                if (!chunk.hasRemaining()) {
                    digest.update(chunk.flip());
                    chunk.clear();
                }
                chunk.putFloat(value);
            }
            digest.update(chunk.flip());
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
