/** As the Worker's settings name them. What begins with `local-s3-` is refused in production. */
export const S3_BUCKET = 'soundfoundry'
export const S3_REGION = 'local'
export const S3_ACCESS_KEY_ID = 'local-s3-key'
export const S3_SECRET_ACCESS_KEY = 'local-s3-secret'
