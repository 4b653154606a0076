/* Stands for the native library of another version of JNA: it tells its version and can do nothing else. */
#include <jni.h>

JNIEXPORT jstring JNICALL Java_com_sun_jna_Native_getNativeVersion(JNIEnv *env, jclass native) {
    (void) native;
    return (*env)->NewStringUTF(env, "1.2.3");
}
