import type { ProblemWords } from './problems.ts';

/** What the edges answer by themselves, whatever was asked. */
export const edgeProblems = {
  too_many_requests: { status: 429, title: 'Too many requests at once' },
  refused: { status: 403, title: 'The request was refused' },
  internal: { status: 500, title: 'Something went wrong on our side' },
};

/** The words of `too_many_requests`. Each has a name of its own, so that a bundle that shows none of them carries none. */
export const tooManyRequestsWords: ProblemWords = {
  title: 'Quá nhiều yêu cầu cùng lúc',
  happened: [
    'Số yêu cầu vượt mức mà hệ thống nhận trong một giây.',
    'More requests came than the gateway takes in a second.',
  ],
  todo: [
    'Chờ, giãn dần khoảng cách giữa các lần, rồi gửi lại đúng yêu cầu đó.',
    'Wait, each time a little longer, and send the same request again.',
  ],
};

/** The words of `refused`. Each has a name of its own, so that a bundle that shows none of them carries none. */
export const refusedWords: ProblemWords = {
  title: 'Yêu cầu bị từ chối',
  happened: [
    'Tường lửa đã chặn yêu cầu trước khi đến hệ thống.',
    'A rule of the firewall stopped the request before it reached us.',
  ],
  todo: [
    'Bỏ nội dung lạ khỏi yêu cầu. Nếu yêu cầu hợp lệ, báo người vận hành kèm "requestId".',
    'Leave out what looks like an attack. Where the request is right, tell the operator its "requestId".',
  ],
};

/** The words of `internal`. Each has a name of its own, so that a bundle that shows none of them carries none. */
export const internalWords: ProblemWords = {
  title: 'Hệ thống gặp lỗi',
  happened: [
    'Có lỗi ở phía chúng tôi; hệ thống đã báo cho người vận hành.',
    'Something went wrong on our side; it is logged and raises an alarm.',
  ],
  todo: [
    'Gửi lại đúng yêu cầu đó: gửi lại không gây thêm tác dụng. Nếu vẫn lỗi, báo người vận hành kèm "requestId".',
    'Send the same request again: a repeat has no further effect. If it stays, tell the operator its "requestId".',
  ],
};
