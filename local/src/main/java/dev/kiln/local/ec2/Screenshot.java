package dev.kiln.local.ec2;

import javax.imageio.ImageIO;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * A picture of a console. There is no screen here, so each of the last lines that the machine has written to its serial
 * port is a bar of that length; text would look different on each machine that has other fonts.
 */
final class Screenshot {
    private static final int WIDTH = 320;
    private static final int HEIGHT = 200;
    private static final int LINE = 8;
    private static final int CHARACTER = 2;

    private Screenshot() {}

    /** The picture of a console with this text, as JPEG. */
    static byte[] of(String console) {
        var picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        var graphics = picture.createGraphics();
        graphics.setColor(Color.WHITE);
        List<String> lines = console.lines().toList();
        int first = Math.max(0, lines.size() - HEIGHT / LINE);
        for (int i = first; i < lines.size(); i++) {
            graphics.fillRect(0, (i - first) * LINE, lines.get(i).length() * CHARACTER, LINE / 2);
        }
        graphics.dispose();
        return jpeg(picture);
    }

    private static byte[] jpeg(BufferedImage picture) {
        var bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(picture, "jpg", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
