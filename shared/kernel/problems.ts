import { edgeProblems, internalWords, refusedWords, tooManyRequestsWords } from './edge-problems.ts';
import { type Failure, failurePolicy } from './failures.ts';

/** Every kind that an answer of ours may have. Kinds are stable: callers decide by them. */
export type ProblemKind = Failure['kind'] | keyof typeof edgeProblems;

/** The HTTP status and the English title of every kind. */
export const problemPolicy: Readonly<Record<ProblemKind, { readonly status: number; readonly title: string }>> = {
  ...failurePolicy,
  ...edgeProblems,
};

/** The address of the page that explains a kind: the `type` of its answers (RFC 9457, section 3.1.1). */
export const problemAddress = (publicOrigin: string, kind: ProblemKind): string => `${publicOrigin}/problems/${kind}`;

/** A sentence in Vietnamese, and the same in English. */
type Told = readonly [vietnamese: string, english: string];

/** What the page of a kind says. */
export interface ProblemWords {
  /** The Vietnamese of the kind's title. */
  readonly title: string;
  readonly happened: Told;
  readonly todo: Told;
}

/** The words of every kind; one without words does not compile. */
export const problemWords: Readonly<Record<ProblemKind, ProblemWords>> = {
  malformed_body: {
    title: 'Nội dung gửi lên không phải JSON mã hóa UTF-8',
    happened: [
      'Phần thân của yêu cầu không đọc được: sai cú pháp JSON, hoặc có byte không hợp lệ trong UTF-8. Hệ thống chưa ghi nhận gì.',
      'The body cannot be read: it is not JSON, or holds bytes that are not UTF-8. Nothing was recorded.',
    ],
    todo: ['Sửa nội dung rồi gửi lại.', 'Mend the body, then send it again.'],
  },
  idempotency_key_required: {
    title: 'Thiếu tiêu đề Idempotency-Key',
    happened: [
      'Lời gọi tạo mới cần tiêu đề Idempotency-Key để gửi lại không tạo hai lần. Tiêu đề không có, hoặc không phải 1-128 ký tự ASCII in được.',
      'A call that creates needs an Idempotency-Key, so that sending it again does not create twice. It is missing, or not 1-128 printable ASCII characters.',
    ],
    todo: [
      'Đặt một khóa riêng cho mỗi việc cần tạo, giữ nguyên khóa đó khi gửi lại.',
      'Choose one key for each thing to create, and keep it when you send the call again.',
    ],
  },
  unauthenticated: {
    title: 'Khóa API bị thiếu, không đúng hoặc không còn hiệu lực',
    happened: [
      'Yêu cầu không có khóa, hoặc khóa không tồn tại, đã bị thu hồi hay đã hết hạn.',
      'The request has no key, or one that is unknown, revoked or past its end.',
    ],
    todo: [
      'Gửi "Authorization: Bearer <khóa>" với khóa đang dùng được. Cần khóa mới: liên hệ người vận hành hệ thống.',
      'Send "Authorization: Bearer <key>" with a key that is in force. The operator of the installation makes keys.',
    ],
  },
  forbidden: {
    title: 'Khóa API không có quyền này',
    happened: [
      'Khóa đúng, nhưng không có quyền gọi, hoặc cơ quan của khóa không được làm việc này. Phần "detail" nói cần quyền gì.',
      'The key is good, but lacks the permission, or its agency may not do this. "detail" names what is needed.',
    ],
    todo: [
      'Dùng khóa của cơ quan có thẩm quyền, hoặc đề nghị người vận hành cấp quyền.',
      'Use a key of the agency that may do it, or ask the operator for the permission.',
    ],
  },
  not_found: {
    title: 'Không tìm thấy',
    happened: [
      'Không có đối tượng hoặc đường dẫn này, hoặc nó thuộc cơ quan khác mà khóa không được biết.',
      'There is no such thing or route, or it belongs to another agency that the key may not know of.',
    ],
    todo: ['Kiểm tra mã, đường dẫn và cơ quan của khóa.', 'Check the code, the path, and the agencies of the key.'],
  },
  conflict: {
    title: 'Cùng một khóa nhưng nội dung khác',
    happened: [
      'Khóa này (mã hồ sơ, eventId, Idempotency-Key...) đã được dùng với nội dung khác. Nội dung đã ghi vẫn giữ nguyên.',
      'This key (dossier code, eventId, Idempotency-Key, ...) was used before with another body. What was recorded first stands.',
    ],
    todo: [
      'Đọc lại bản đã ghi. Nếu là việc khác, dùng khóa khác; nếu cần sửa, dùng lời gọi chỉnh sửa.',
      'Read what is recorded. For another thing use another key; to mend it, use the call that corrects.',
    ],
  },
  personal_data_erased: {
    title: 'Dữ liệu cá nhân của hồ sơ đã được xóa',
    happened: [
      'Dữ liệu cá nhân của hồ sơ này đã được xóa theo yêu cầu (Luật Bảo vệ dữ liệu cá nhân). Nội dung vừa gửi có thể chứa dữ liệu cá nhân nên không được ghi.',
      'The personal data of this dossier were erased on request (law on the protection of personal data). What was sent may hold personal data and is not kept.',
    ],
    todo: [
      'Không gửi lại. Các bước không kèm ghi chú vẫn được nhận.',
      'Do not send it again. Steps without a note or a recipient are still taken.',
    ],
  },
  transition_not_allowed: {
    title: 'Quy trình không cho phép bước này vào lúc này',
    happened: [
      'Từ trạng thái hiện tại, quy trình chính thức không cho phép bước vừa gửi. Sự kiện được giữ và đánh dấu trong diễn biến hồ sơ.',
      'The official flow does not allow this step from the present status. The event is kept, and flagged in the timeline.',
    ],
    todo: [
      'Không gửi lại sự kiện đó. Đọc hồ sơ, rồi gửi bước còn thiếu.',
      'Do not send the event again. Read the dossier, then tell the step that is missing.',
    ],
  },
  extension_limit: {
    title: 'Đã hết số lần gia hạn',
    happened: [
      'Thời hạn giải quyết đã được gia hạn đủ số lần cho phép. Sự kiện được giữ và đánh dấu trong diễn biến hồ sơ; ngày hẹn trả không đổi.',
      'The term of the dossier was extended as often as it may be. The event is kept, and flagged in the timeline; the promised date stays.',
    ],
    todo: [
      'Không gửi lại. Nếu lần gia hạn trước sai, thu hồi lần đó (voided); lần này khi ấy được tính.',
      'Do not send it again. Where an earlier extension was wrong, void that one; this one counts then.',
    ],
  },
  no_such_moment: {
    title: 'Hồ sơ chưa có thời điểm của biểu mẫu này',
    happened: [
      'Việc mà biểu mẫu nói đến (tiếp nhận, yêu cầu bổ sung, từ chối, gia hạn, dừng) chưa xảy ra với hồ sơ này, hoặc đã được thu hồi.',
      'What the form tells of (acceptance, supplement, refusal, extension, stop) has not happened to this dossier, or was taken back.',
    ],
    todo: ['Đọc diễn biến hồ sơ rồi chọn biểu mẫu khác.', "Read the dossier's timeline, then ask for another form."],
  },
  not_allowed_now: {
    title: 'Chưa hoặc không còn thực hiện được ở trạng thái này',
    happened: [
      'Yêu cầu đúng, nhưng trạng thái hiện tại không cho phép. Phần "detail" nói lý do.',
      'The request is right, but the present state does not allow it. "detail" tells why.',
    ],
    todo: ['Đọc lại đối tượng và quyết định theo trạng thái của nó.', 'Read the thing again and decide by its state.'],
  },
  refund_exceeds_received: {
    title: 'Hoàn nhiều hơn số tiền còn lại',
    happened: [
      'Số tiền xin hoàn lớn hơn số đã thu trừ đi các khoản hoàn còn hiệu lực. Hệ thống chưa ghi nhận gì.',
      'More was asked for than what came less the refunds that stand. Nothing was recorded.',
    ],
    todo: [
      'Xem lại các khoản hoàn của khoản thu rồi xin hoàn ít hơn.',
      'Look at the refunds of the fee and ask for less.',
    ],
  },
  refund_spans_transactions: {
    title: 'Không giao dịch nào còn đủ số tiền xin hoàn',
    happened: [
      'Mỗi khoản hoàn thuộc một giao dịch; số tiền xin hoàn trải trên nhiều giao dịch. Hệ thống chưa ghi nhận gì.',
      'A refund is of one transaction, and none holds so much. Nothing was recorded.',
    ],
    todo: [
      'Xin hoàn riêng cho từng giao dịch, nêu "reference" của nó.',
      'Ask for a refund of each, by its "reference".',
    ],
  },
  already_decided: {
    title: 'Việc này đã được quyết định khác',
    happened: [
      'Đã có quyết định, hoặc đề nghị đang chờ người thứ hai, theo hướng khác.',
      'It was decided otherwise, or waits for a second person otherwise.',
    ],
    todo: ['Đọc lại việc đó và quyết định đã có.', 'Read what it is about and what was decided.'],
  },
  already_signing: {
    title: 'Văn bản đã có chữ ký',
    happened: [
      'Bản đang ký đã có chữ ký đầu tiên, nên không nhận bản tải lên khác.',
      'The document that is being signed bears its first signature, so that no other upload is taken.',
    ],
    todo: [
      'Đợi ký xong rồi thay bằng kết quả khác, hoặc rút lại kết quả trước chữ ký cuối cùng.',
      'Replace the result once it is issued, or withdraw it before its last signature.',
    ],
  },
  already_signed: {
    title: 'Chữ ký khác đã được nhận',
    happened: [
      'Vai này đã ký, hoặc một chữ ký khác đã được nhận cho vai này.',
      'This role has signed, or another signature was taken for it.',
    ],
    todo: ['Đọc lại kết quả để xem chữ ký đã có.', 'Read the result: it shows the signature that was taken.'],
  },
  not_asked: {
    title: 'Chưa đến lượt ký',
    happened: [
      'Không có tệp nào đang chờ vai này ký ngoài hệ thống: chưa đến lượt, hoặc vai này ký theo cách khác.',
      'No file waits for this role to sign elsewhere: its turn has not come, or it signs in another way.',
    ],
    todo: [
      'Đợi trạng thái "awaiting_signature" rồi đọc lại chữ ký của vai này.',
      'Wait for the state "awaiting_signature", then read the signature of the role again.',
    ],
  },
  already_replaced: {
    title: 'Kết quả đã được thay thế',
    happened: [
      'Kết quả cần thay thế đã có kết quả khác thay thế, hoặc đang được thay thế.',
      'Another result took the place of the one that is to be replaced, or is about to.',
    ],
    todo: [
      'Mở kết quả mới thay cho kết quả đã thay thế nó.',
      'Open a result that replaces the one which took its place.',
    ],
  },
  not_in_force: {
    title: 'Kết quả đã bị thay thế hoặc thu hồi',
    happened: [
      'Kết quả đã được thay thế hoặc thu hồi nên tệp của nó không được gửi ra như kết quả hiện tại.',
      'The result was replaced or revoked, so that its file is not given out as the present one.',
    ],
    todo: [
      'Đọc lại kết quả để biết văn bản thay thế; muốn xem lại tệp cũ, nêu SHA-256 của tệp trong tham số version.',
      'Read the result for what took its place; for the older file name its SHA-256 as version.',
    ],
  },
  same_person: {
    title: 'Người đề nghị không thể tự duyệt',
    happened: [
      'Việc này cần hai người; người duyệt phải khác người đề nghị, theo khóa API hoặc tài khoản đăng nhập.',
      'Two persons are needed: whoever approves differs from who asked, by API key or sign-in.',
    ],
    todo: [
      'Nhờ người khác duyệt, hoặc rút lại bằng "approve": false.',
      'Have another approve, or take it back with "approve": false.',
    ],
  },
  period_open: {
    title: 'Kỳ báo cáo chưa kết thúc',
    happened: ['Số liệu chỉ được công bố khi kỳ đã hết.', 'Figures are published once their period is over.'],
    todo: ['Đề nghị lại sau khi kỳ kết thúc.', 'Propose them again when the period has ended.'],
  },
  already_proposed: {
    title: 'Kỳ này đang chờ người thứ hai duyệt',
    happened: [
      'Số liệu của kỳ đã được đề nghị công bố và chưa được duyệt.',
      'The figures of the period were proposed and are not approved yet.',
    ],
    todo: ['Nhờ người khác duyệt bản đã đề nghị.', 'Have another person approve what was proposed.'],
  },
  nothing_changed: {
    title: 'Số liệu không thay đổi',
    happened: ['Mọi số liệu vẫn như bản đã công bố.', 'Every figure is as it was published.'],
    todo: ['Không cần công bố lại.', 'There is nothing to publish again.'],
  },
  not_by_hand: {
    title: 'Khoản hoàn không chờ chuyển khoản thủ công',
    happened: [
      'Khoản hoàn này do nhà cung cấp thực hiện, hoặc không còn chờ chuyển khoản.',
      'The provider gives this money back itself, or the refund does not wait for a transfer.',
    ],
    todo: ['Đọc lại trạng thái của khoản hoàn.', 'Read the state of the refund.'],
  },
  no_merchant: {
    title: 'Cơ quan chưa có tài khoản thu của nhà cung cấp này',
    happened: [
      'Cơ quan của khoản thu, cũng như các cơ quan cấp trên, chưa được cài đặt tài khoản thu (merchant) của nhà cung cấp đã chọn. Hệ thống chưa ghi nhận gì.',
      'Neither the agency of the fee nor one above it has a merchant of the provider that was asked for. Nothing was recorded.',
    ],
    todo: [
      'Chọn nhà cung cấp khác, hoặc đề nghị người vận hành cài đặt tài khoản thu.',
      'Choose another provider, or ask the operator to set a merchant up.',
    ],
  },
  merchant_ended: {
    title: 'Tài khoản thu đã ngừng sử dụng',
    happened: [
      'Tài khoản thu (merchant) đã chọn không còn mở lượt thanh toán mới. Các lượt đã mở vẫn được theo dõi. Hệ thống chưa ghi nhận gì.',
      'The merchant that was asked for opens no new attempts to pay. Those that it opened are still followed. Nothing was recorded.',
    ],
    todo: [
      'Chọn tài khoản thu khác, hoặc đề nghị người vận hành mở lại tài khoản này.',
      'Choose another merchant, or ask the operator to open this one again.',
    ],
  },
  too_large: {
    title: 'Nội dung gửi lên quá lớn',
    happened: [
      'Phần thân vượt giới hạn ghi ở "detail". Hệ thống chưa ghi nhận gì.',
      'The body is over the limit that "detail" names. Nothing was recorded.',
    ],
    todo: [
      'Gửi nội dung nhỏ hơn. Tệp kết quả được tải lên theo địa chỉ riêng, không gửi trong JSON.',
      'Send less. Files of results have an upload address of their own and do not travel in JSON.',
    ],
  },
  unsupported_media_type: {
    title: 'Kiểu nội dung không được hỗ trợ',
    happened: [
      'Tiêu đề Content-Type không phải kiểu mà lời gọi này nhận; kiểu đúng ghi ở "detail".',
      'The Content-Type is not the one that this call takes; "detail" names it.',
    ],
    todo: ['Đặt đúng Content-Type rồi gửi lại.', 'Set the Content-Type, then send it again.'],
  },
  invalid_input: {
    title: 'Có trường không hợp lệ',
    happened: [
      'Một hoặc nhiều trường sai hoặc thiếu; "fields" nêu từng trường và lý do. Hệ thống chưa ghi nhận gì.',
      'One or more fields are wrong or missing; "fields" names each with its reason. Nothing was recorded.',
    ],
    todo: ['Sửa các trường được nêu rồi gửi lại.', 'Mend the fields that are named, then send it again.'],
  },
  calendar_missing: {
    title: 'Chưa có lịch làm việc cho thời gian này',
    happened: [
      'Thời hạn đi qua một năm mà lịch làm việc chính thức chưa được nạp.',
      'The term reaches a year that no official calendar covers yet.',
    ],
    todo: [
      'Dùng ngày trong các năm đã có lịch; đề nghị người vận hành bổ sung lịch của năm đó.',
      'Use dates of years that have a calendar; ask the operator to add the calendar of that year.',
    ],
  },
  refused_document: {
    title: 'Văn bản bị từ chối',
    happened: [
      'Tệp tải lên không thể ký số an toàn: hỏng, có mã hóa, có nội dung chủ động hoặc quá lớn. Lý do nằm ở "refusal" của kết quả.',
      'The uploaded file cannot be signed safely: damaged, encrypted, with active content, or too large. The "refusal" of the result has the reason.',
    ],
    todo: [
      'Tạo lại tệp PDF theo lý do đã nêu, tải lên lại rồi phát hành.',
      'Make the PDF again as the reason tells, upload it again, and issue it.',
    ],
  },
  too_many_tries: {
    title: 'Thử quá nhiều lần',
    happened: [
      'Đã nhập sai hoặc yêu cầu mã quá nhiều lần trong thời gian ngắn.',
      'There were too many wrong entries or too many requests for a code in a short time.',
    ],
    todo: ['Chờ một lúc rồi thử lại.', 'Wait, then try again.'],
  },
  signature_invalid: {
    title: 'Chữ ký không khớp',
    happened: [
      'Chữ ký không đúng với khóa hoặc chứng thư số của bên phải ký: tài khoản nhận tiền, hoặc người ký kết quả.',
      'The signature is not by the key or the certificate of who should have signed: a merchant, or a signer of a result.',
    ],
    todo: [
      'Người nộp: xem trạng thái trên trang hồ sơ. Cơ quan: kiểm tra khóa bí mật của tài khoản nhận tiền, hoặc ký lại đúng giá trị băm bằng đúng chứng thư số.',
      "Payers: look at the page of the dossier. Agencies: check the merchant's secret, or sign the digest again with the right certificate.",
    ],
  },
  unknown_outcome: {
    title: 'Chưa biết kết quả',
    happened: [
      'Hệ thống không nhận được trả lời đúng hạn, nên chưa biết việc đã xong hay chưa.',
      'No answer came in time, so it is not known whether it was done.',
    ],
    todo: [
      'Gửi lại đúng yêu cầu đó: gửi lại không gây thêm tác dụng.',
      'Send the same request again: a repeat has no further effect.',
    ],
  },
  temporarily_unavailable: {
    title: 'Tạm thời không phục vụ được',
    happened: [
      'Một phần của hệ thống, hoặc bên thứ ba mà nó cần, đang bận hoặc gián đoạn.',
      'A part of the system, or a party that it needs, is busy or away.',
    ],
    todo: [
      'Chờ ít giây rồi gửi lại đúng yêu cầu đó: gửi lại không gây thêm tác dụng.',
      'Wait a few seconds and send the same request again: a repeat has no further effect.',
    ],
  },
  not_configured: {
    title: 'Chưa được cài đặt',
    happened: [
      'Hệ thống thiếu một cài đặt cần cho việc này, ví dụ tài khoản nhận tiền hoặc kênh nhắn tin; "detail" nêu tên.',
      'The installation lacks a setting that this needs, such as a merchant account or a message carrier; "detail" names it.',
    ],
    todo: ['Báo người vận hành; gửi lại sau khi đã cài đặt.', 'Tell the operator; send it again once it is set up.'],
  },
  too_many_requests: tooManyRequestsWords,
  refused: refusedWords,
  internal: internalWords,
};

/** The kind of that name; undefined where there is none. */
export const problemKindOf = (name: string): ProblemKind | undefined =>
  Object.hasOwn(problemWords, name) ? (name as ProblemKind) : undefined;
