import Taro from '@tarojs/taro';

export const canScan = true;

/** The code's text; null when the resident closed the camera. Only the camera: a picture may have been sent to her. */
export async function scan(): Promise<string | null> {
  try {
    const { result } = await Taro.scanCode({ onlyFromCamera: true, scanType: ['barCode', 'qrCode'] });
    return result;
  } catch {
    return null;
  }
}
